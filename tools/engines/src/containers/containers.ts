import path from 'node:path';
import type { Container } from './container';

const SECRET = 'ekey-engines';
/** Beside the ports of the native engines: both may be there. */
const KAFKA_PORT = 29_090;

const kurrentdb: Container = {
  service: 'kurrentdb',
  port: 2113,
  environment: () => ({
    KURRENTDB_INSECURE: 'true',
    KURRENTDB_MEM_DB: 'true',
    KURRENTDB_RUN_PROJECTIONS: 'None',
    // As deploy/kurrentdb/server.yaml has it.
    KURRENTDB_MAX_APPEND_SIZE: '4194304',
    KURRENTDB_TELEMETRY_OPTOUT: 'true',
  }),
  ready: (wait) => wait.forHttp('/health/live', 2113).forStatusCode(204),
  told: ({ host, port }) => ({ KURRENTDB_URL: `kurrentdb://${host}:${port}?tls=false` }),
};

const kafka: Container = {
  service: 'kafka',
  port: 9092,
  fixedPort: KAFKA_PORT,
  environment: ({ port }) => ({
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_LISTENERS: 'CLIENTS://:9092,CONTROLLER://:9093,BROKER://:9094',
    KAFKA_ADVERTISED_LISTENERS: `CLIENTS://127.0.0.1:${port},BROKER://localhost:9094`,
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT',
    KAFKA_INTER_BROKER_LISTENER_NAME: 'BROKER',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  }),
  ready: (wait) => wait.forLogMessage(/Kafka Server started/),
  told: ({ port }) => ({ EKEY_TEST_KAFKA: `127.0.0.1:${port}` }),
};

const mongodb: Container = {
  service: 'mongodb',
  port: 27017,
  environment: () => ({}),
  ready: (wait) => wait.forLogMessage(/Waiting for connections/i),
  told: ({ host, port }) => ({ EKEY_TEST_MONGO: `mongodb://${host}:${port}/ekey` }),
};

const minio: Container = {
  service: 'minio',
  port: 9000,
  environment: () => ({ MINIO_ROOT_USER: SECRET, MINIO_ROOT_PASSWORD: SECRET, MINIO_BROWSER: 'off' }),
  command: ['server', '--address', ':9000', '/data'],
  ready: (wait) => wait.forHttp('/minio/health/ready', 9000),
  told: ({ host, port }) => ({ EKEY_TEST_MINIO: `http://${SECRET}:${SECRET}@${host}:${port}` }),
};

const smtp: Container = {
  recipe: 'smtp',
  port: 25,
  environment: () => ({}),
  writes: '/mail',
  ready: (wait) => wait.forListeningPorts(),
  told: ({ host, port, folder }) => ({ EKEY_TEST_SMTP: `${host}:${port};${path.join(folder, 'inbox')}` }),
};

export const containers = { kurrentdb, kafka, mongodb, minio, smtp };

export type ContainerName = keyof typeof containers;
