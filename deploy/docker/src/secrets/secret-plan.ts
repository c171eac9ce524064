/** The five services, in the order in which a case meets them. */
export const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Who reads each key of 32 bytes, the file `<name>.key`. */
const KEYS: Readonly<Record<string, readonly ServiceName[]>> = {
  'master-key': SERVICES,
  'index-key': SERVICES,
  'request-key': SERVICES,
  'csrf-key': SERVICES,
  'token-wrapping-key': SERVICES,
  'link-key': ['intake', 'notify'],
  'staff-passwords': ['review'],
  'serial-key': ['issuance'],
  'ca-passphrase': ['issuance'],
  'quality-nonce-key': ['issuance'],
  'unlock-key': ['issuance'],
};
/** Whatever these sealed, signed or mailed is worth nothing without them. */
export const LASTING = ['master-key', 'index-key', 'request-key', 'link-key', 'serial-key', 'ca-passphrase'] as const;

/** Passwords that every service has of its own: one that is stolen opens what that service may do and no more. */
const OF_EACH = ['kurrentdb-password', 'kafka-password', 'mongodb-password', 'keys-mongodb-password'] as const;
/** Who opens documents. */
const OF_DOCUMENTS: readonly ServiceName[] = ['intake', 'review', 'issuance', 'renewal'];
/** Who else has passwords: those who prepare the engines, and the page of the operators. */
const OF_OPERATORS = [
  'kurrentdb-admin-password',
  'kurrentdb-ops-password',
  'kafka-admin-password',
  'mongodb-admin-password',
  'keys-mongodb-admin-password',
  'minio-root-password',
  'grafana-admin-password',
] as const;

/** A server with a certificate, under the names by which it is reached. */
export interface CertifiedServer {
  readonly name: string;
  readonly hosts: readonly string[];
  /** Certificate and key each in a file, or one behind the other in `<name>.pem`, as some servers want it. */
  readonly files: 'pair' | 'single';
}

const INSIDE: readonly CertifiedServer[] = [
  { name: 'kurrentdb', hosts: ['kurrentdb'], files: 'pair' },
  { name: 'kafka', hosts: ['kafka'], files: 'single' },
  { name: 'mongodb', hosts: ['mongodb'], files: 'single' },
  { name: 'keys', hosts: ['keys'], files: 'single' },
  { name: 'minio', hosts: ['minio'], files: 'pair' },
  { name: 'mailpit', hosts: ['mailpit'], files: 'pair' },
];

/** @param host the name under which people reach the gateway. */
export const serversBehind = (host: string): readonly CertifiedServer[] => [
  ...INSIDE,
  { name: 'gateway', hosts: [host, 'gateway'], files: 'pair' },
];

/** The files of random bytes, relative to the folder of secrets. */
export const keyFiles: readonly string[] = Object.keys(KEYS).map((name) => `${name}.key`);

/** The files of passwords that are drawn, relative to the folder of secrets. */
export const passwordFiles: readonly string[] = [
  ...OF_OPERATORS,
  ...SERVICES.flatMap((service) => OF_EACH.map((name) => `${service}/${name}`)),
  ...OF_DOCUMENTS.map((service) => `${service}/minio-secret-key`),
  // Whoever looks whether every document is still what it was.
  'check/minio-secret-key',
  'notify/smtp-password',
];

/** What a service finds in its `SECRETS_DIR`. */
export const secretsOf = (service: ServiceName): readonly string[] => [
  ...Object.entries(KEYS).flatMap(([name, readers]) => (readers.includes(service) ? [`${name}.key`] : [])),
  ...OF_EACH,
  ...(OF_DOCUMENTS.includes(service) ? ['minio-secret-key'] : []),
  ...(service === 'notify' ? ['smtp-password'] : []),
];
