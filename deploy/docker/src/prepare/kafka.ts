import { Kafka, logLevel, type Admin, type SASLOptions } from 'kafkajs';
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
  administrator: KafkaAdministrator,
  replicas: number,
): Promise<readonly string[]> {
  const { KAFKA_PREFIX: prefix } = config;
  const { sasl, ssl: tls, ...rest } = clientOptions(config, administrator);
  const made: string[] = [];
  for (const plan of plans) {
    const fitted = { ...plan, replicas, settings: settingsFor(plan, replicas) };
    made.push(...(await prepareTopics({ ...rest, prefix, tls, sasl }, fitted)));
  }
  await asAdministrator(config, administrator, (admin) => admin.createAcls({ acl: [...kafkaRights(prefix)] }));
  return made;
}

/** Does something as the administrator of the cluster. */
export async function asAdministrator<Answer>(
  config: Config,
  administrator: KafkaAdministrator,
  act: (admin: Admin) => Promise<Answer>,
): Promise<Answer> {
  const admin = new Kafka({ ...clientOptions(config, administrator), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}

function clientOptions({ KAFKA_BROKERS: brokers }: Config, { username, password, ca }: KafkaAdministrator) {
  const sasl: SASLOptions = { mechanism: 'plain', username, password };
  return { brokers: [...brokers], clientId: 'ekey-prepare', ssl: ca === undefined ? true : { ca }, sasl };
}

/** As many replicas have to be in step as the plan says, but never all of them: one may always be missing. */
function settingsFor({ settings }: TopicPlan, replicas: number): TopicPlan['settings'] {
  const inStep = Math.max(1, Math.min(Number(settings['min.insync.replicas']), replicas - 1));
  return { ...settings, 'min.insync.replicas': String(inStep) };
}
