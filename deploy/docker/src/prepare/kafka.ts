import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { prepareTopics, type TopicPlan } from '@ekey/messaging/kafka';
import type { Config } from '@ekey/platform';
import { kafkaRights } from './kafka-access';

export interface KafkaAdministrator {
  readonly username: string;
  readonly password: string;
  /** The authority that brokers answer to, where it is none that Node knows. */
  readonly ca?: string;
}

/**
 * Makes the topics that are missing and says who may do what with them. Safe to be done again.
 * @param replicas on how many brokers each topic is kept: never more than there are.
 */
export async function prepareKafka(
  config: Config,
  plans: readonly TopicPlan[],
  { username, password, ca }: KafkaAdministrator,
  replicas: number,
): Promise<readonly string[]> {
  const sasl: SASLOptions = { mechanism: 'plain', username, password };
  const tls = ca === undefined ? true : { ca };
  const [brokers, prefix, clientId] = [[...config.KAFKA_BROKERS], config.KAFKA_PREFIX, 'ekey-prepare'];
  const made: string[] = [];
  for (const plan of plans) {
    const fitted = { ...plan, replicas, settings: settingsFor(plan, replicas) };
    made.push(...(await prepareTopics({ brokers, clientId, prefix, tls, sasl }, fitted)));
  }
  const admin = new Kafka({ brokers, clientId, ssl: tls, sasl, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl: [...kafkaRights(prefix)] });
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
