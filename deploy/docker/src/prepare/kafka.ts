import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { prepareTopics, type TopicPlan } from '@ekey/messaging/kafka';
import type { Config } from '@ekey/platform';
import { kafkaRights } from './kafka-access';

interface Access {
  readonly ca: string;
  readonly username: string;
  readonly password: string;
}

/** Makes the topics that are missing and says who may do what with them. Safe to be done again. */
export async function prepareKafka(config: Config, plan: TopicPlan, access: Access): Promise<readonly string[]> {
  const sasl: SASLOptions = { mechanism: 'plain', username: access.username, password: access.password };
  const tls = { ca: access.ca };
  const brokers = [...config.KAFKA_BROKERS];
  const { KAFKA_PREFIX: prefix, KAFKA_PARTITIONS: partitions, KAFKA_REPLICAS: replicas } = config;
  const fitted = { ...plan, partitions, replicas, settings: settingsFor(plan, replicas) };
  const made = await prepareTopics({ brokers, clientId: 'ekey-prepare', prefix, tls, sasl }, fitted);
  const clientId = 'ekey-prepare';
  const admin = new Kafka({ brokers, clientId, ssl: tls, sasl, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl: [...kafkaRights(plan.topics, prefix)] });
  } finally {
    await admin.disconnect();
  }
  return made;
}

/** As many replicas have to be in step as the plan says, but never all of them: one may always be missing. */
function settingsFor({ settings }: TopicPlan, replicas: number): TopicPlan['settings'] {
  const inStep = Math.max(1, Math.min(Number(settings['min.insync.replicas']), replicas - 1));
  return { ...settings, 'min.insync.replicas': String(inStep) };
}
