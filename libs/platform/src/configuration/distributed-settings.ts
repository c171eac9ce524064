import { z } from 'zod';
import { flag, list, server, text } from './fields';

const isBroker = (item: string): boolean => /^[^\s:@/]+:\d{1,5}$/.test(item);

/**
 * Where the servers of the distributed floor are. Passwords are none of these: they are files of `SECRETS_DIR`, so that no
 * list of processes and no crash report shows them.
 */
export const distributedSettings = {
  SECRETS_DIR: text
    .optional()
    .describe('the folder of secrets, a file each; without it they are made at first start, below DATA_DIR'),
  CA_DIR: text.optional().describe('the folder of the certificate authority; ca below DATA_DIR unless given'),
  SINGLE_INSTANCE: flag
    .default(false)
    .describe('true where this is the only process of its service: then its log may be a file (EVENT_STORE=sqlite)'),
  KURRENTDB_URL: server('kurrentdb', 'esdb')
    .default('kurrentdb://127.0.0.1:2113?tls=false')
    .describe('the address of KurrentDB; ?tls=false only where nobody else is on the line'),
  KURRENTDB_PREFIX: z
    .string()
    .regex(/^([A-Za-z0-9][A-Za-z0-9._-]*)?$/)
    .default('')
    .describe('before every stream, where several installations share a server'),
  KURRENTDB_USER: text.optional().describe('its user of this service; the password is the secret kurrentdb-password'),
  KAFKA_BROKERS: list(isBroker, 'host:port between commas')
    .default(['127.0.0.1:9092'])
    .describe('some brokers of Kafka, host:port between commas'),
  KAFKA_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/)
    .default('')
    .describe('before every topic and group, where several installations share a cluster'),
  KAFKA_TLS: flag.default(false).describe('whether brokers are spoken to over TLS'),
  KAFKA_SASL: z
    .enum(['none', 'plain', 'scram-sha-256', 'scram-sha-512'])
    .default('none')
    .describe('how a service proves to a broker who it is'),
  KAFKA_USER: text.optional().describe('its user of this service; the password is the secret kafka-password'),
  KAFKA_COMPRESSION: z.enum(['gzip', 'none']).default('gzip').describe('how messages are compressed'),
  MONGODB_URL: server('mongodb', 'mongodb+srv')
    .default('mongodb://127.0.0.1:27017')
    .describe('the address of MongoDB for views and sessions'),
  MONGODB_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,20}$/)
    .default('ekey')
    .describe('the databases of views are <prefix>-<service>, that of sessions <prefix>-sessions'),
  MONGODB_USER: text.optional().describe('its user of this service; the password is the secret mongodb-password'),
  KEYS_MONGODB_URL: server('mongodb', 'mongodb+srv')
    .default('mongodb://127.0.0.1:27017')
    .describe('the address of MongoDB for the keys of personal data (databases <prefix>-keys and <prefix>-tombstones)'),
  KEYS_MONGODB_USER: text
    .optional()
    .describe('its user of this service; the password is the secret keys-mongodb-password'),
  MINIO_URL: server('http', 'https').default('http://127.0.0.1:9000').describe('the address of MinIO, or of any S3'),
  MINIO_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .default('ekey-documents')
    .describe('the bucket of scans and forms; made, with object lock, where it is missing'),
  MINIO_REGION: text.default('us-east-1').describe('its region'),
  MINIO_USER: text
    .default('ekey')
    .describe('its access key of this service; the secret key is the secret minio-secret-key'),
  SMTP_URL: server('smtp', 'smtps')
    .default('smtp://127.0.0.1:25')
    .describe('the address of the mail server; smtp:// asks for STARTTLS unless it ends with ?tls=none'),
  SMTP_USER: text.optional().describe('its user; the password is the secret smtp-password'),
};
