import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { EngineSet } from '@ekey/engines';
import { parkedTopicName, type TopicPlan } from '@ekey/messaging/kafka';
import { readConfig } from '@ekey/platform';
import { Kafka, logLevel } from 'kafkajs';
import { makeSecrets, type ServiceName } from '../src';
import { asAdministrator, prepareKafka } from '../src/prepare/kafka';
import { rewind, StillAtWork } from '../src/prepare/rewind';
import { ROOT } from './compose-file';

const [CLIENTS, CONTROLLER] = [29_810, 29_811];
const START_WITHIN_MS = 60_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'ekey-kafka-'));
const secrets = path.join(folder, 'secrets');
const read = (file: string): string => readFileSync(path.join(secrets, file), 'utf8');
const config = readConfig({ KAFKA_BROKERS: `localhost:${CLIENTS}` });
const plans = JSON.parse(readFileSync(path.join(ROOT, 'deploy/kafka/topics.json'), 'utf8')) as readonly TopicPlan[];
const administrator = () => ({ username: 'admin', password: read('kafka-admin-password'), ca: read('ca.pem') });

/** The broker as Compose starts it, but for the places of its files and its ports. */
function startBroker(): ChildProcess {
  const properties = path.join(folder, 'server.properties');
  const places: readonly (readonly [string, string])[] = [
    ['/run/secrets/server.pem', path.join(secrets, 'kafka.pem')],
    ['/run/secrets/ca.pem', path.join(secrets, 'ca.pem')],
    ['/var/lib/kafka/data', path.join(folder, 'data')],
    ['CLIENTS://:9092', `CLIENTS://127.0.0.1:${CLIENTS}`],
    ['kafka:9092', `localhost:${CLIENTS}`],
    ['9093', String(CONTROLLER)],
  ];
  const text = readFileSync(path.join(ROOT, 'deploy/kafka/server.properties'), 'utf8');
  writeFileSync(
    properties,
    places.reduce((all, [from, to]) => all.replaceAll(from, to), text),
  );
  const jars = path.join(new EngineSet().programOf('kafka'), 'lib/*');
  const java = [
    '-Xmx256m',
    `-Dlog4j2.configurationFile=${path.join(ROOT, 'deploy/kafka/log4j2.yaml')}`,
    `-Djava.security.auth.login.config=${path.join(secrets, 'kafka-logins')}`,
    ...['-cp', jars],
  ];
  const [, cluster = ''] =
    /--cluster-id (\S+)/.exec(readFileSync(path.join(ROOT, 'deploy/kafka/start.sh'), 'utf8')) ?? [];
  const format = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', cluster, '-c', properties];
  const { status, stderr } = spawnSync('java', [...java, ...format], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return spawn('java', [...java, 'kafka.Kafka', properties], { stdio: 'ignore' });
}

async function answers(port: number): Promise<void> {
  const isOpen = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
  for (const end = Date.now() + START_WITHIN_MS; !(await isOpen());) {
    if (Date.now() > end) throw new Error('the broker does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const as = (service: ServiceName, password = read(`${service}/kafka-password`)): Kafka =>
  new Kafka({
    ...{ brokers: [...config.KAFKA_BROKERS], clientId: 'test', logLevel: logLevel.NOTHING, retry: { retries: 8 } },
    ssl: { ca: read('ca.pem') },
    sasl: { mechanism: 'plain', username: `ekey-${service}`, password },
  });

async function publishes(service: ServiceName, topic: string): Promise<void> {
  const producer = as(service).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [{ key: 'case', value: 'told' }] });
  } finally {
    await producer.disconnect();
  }
}

/** Resolves with the first message that a member of a group is given, while it still is a member. */
async function reading(
  service: ServiceName,
  topic: string,
  groupId: string,
  whileMember = async (): Promise<void> => undefined,
) {
  const consumer = as(service).consumer({ groupId });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const first = await new Promise<string>((resolve, reject) => {
      // A broker that has just begun takes the first members of a group a moment later: the client joins again then.
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => (restart ? undefined : reject(error)));
      consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString() ?? '') }).catch(reject);
    });
    await whileMember();
    return first;
  } finally {
    await consumer.disconnect();
  }
}

describe('the broker of the distributed floor', () => {
  let broker: ChildProcess;
  let made: readonly string[];

  beforeAll(async () => {
    makeSecrets({ secrets, data: path.join(folder, 'engines'), host: 'localhost', now: new Date() });
    broker = startBroker();
    await answers(CLIENTS);
    made = await prepareKafka(config, plans, administrator(), 1);
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => broker.on('exit', resolve));
    broker.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });

  it('has every topic of the plan, made once', async () => {
    expect([...made].sort()).toEqual(plans.flatMap(({ topics }) => topics).sort());
    expect(await prepareKafka(config, plans, administrator(), 1)).toEqual([]);
  });

  it('knows nobody without his password', async () => {
    const admin = as('intake', 'guessed').admin();
    await expect(admin.connect()).rejects.toThrow('Invalid username or password');
  });

  it('lets a service publish what is its own, and nothing in another’s name', async () => {
    await publishes('intake', 'intake.events');
    await expect(publishes('intake', 'review.events')).rejects.toThrow('Not authorized to access topics');
    await expect(publishes('intake', 'review.log')).rejects.toThrow('Not authorized to access topics');
  });

  it('lets it read what others publish, in its own groups, and not their logs', async () => {
    expect(await reading('review', 'intake.events', 'review: queue')).toBe('told');
    await expect(reading('review', 'intake.events', 'intake: status')).rejects.toThrow();
    await expect(reading('review', 'intake.log', 'review: queue')).rejects.toThrow();
  });

  it('lets it make the topic where it keeps what it could not handle, and no other', async () => {
    const admin = as('review').admin();
    await admin.connect();
    const make = (topic: string) =>
      admin.createTopics({ topics: [{ topic, numPartitions: 12, replicationFactor: 1 }] });
    expect(await make(parkedTopicName('intake.events', 'review: queue'))).toBe(true);
    await expect(make('elsewhere')).rejects.toThrow();
    await expect(admin.deleteTopics({ topics: ['intake.events'] })).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    await admin.disconnect();
  });

  it('has a group begin again once nobody is at work in it', async () => {
    const again = () => asAdministrator(config, administrator(), (admin) => rewind(admin, ''));
    await reading('notify', 'intake.events', 'notify: notices', async () => {
      await expect(again()).rejects.toThrow(StillAtWork);
    });
    expect(await again()).toContain('notify: notices');
    expect(await reading('notify', 'intake.events', 'notify: notices')).toBe('told');
  });
});
