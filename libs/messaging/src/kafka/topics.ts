import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
import { Connection, type KafkaOptions } from './connection';

const [MADE_WITHIN_TRIES, LOOK_AGAIN_MS] = [100, 50];

/** Topics as data: `deploy/kafka/topics.json`. */
export interface TopicPlan {
  readonly topics: readonly string[];
  /** Never changed once there are messages: the partition of a case follows from their number. */
  readonly partitions: number;
  readonly replicas: number;
  /** By Kafka's names. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Makes the topics that are missing, and gives those that are there the settings of the plan.
 * @returns the topics that were made.
 * @throws Error where one has another number of partitions: messages of a case would no longer stand in one order.
 */
export async function prepareTopics(options: KafkaOptions, plan: TopicPlan): Promise<readonly string[]> {
  const connection = new Connection(options);
  try {
    return await connection.ask((admin) => prepare(admin, connection, plan), 'the topics');
  } finally {
    await connection.close();
  }
}

async function prepare(admin: Admin, connection: Connection, plan: TopicPlan): Promise<readonly string[]> {
  const names = plan.topics.map((topic) => connection.named(topic));
  const there = await admin.listTopics();
  const [missing, known] = [
    names.filter((name) => !there.includes(name)),
    names.filter((name) => there.includes(name)),
  ];
  if (missing.length > 0) await makeTopics(admin, missing, plan);
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const other = topics.find(({ partitions }) => partitions.length !== plan.partitions);
  if (other !== undefined)
    throw new Error(
      `${other.name} has ${other.partitions.length} partitions, not ${plan.partitions}: its cases would be split`,
    );
  if (known.length > 0) await refit(admin, known, plan);
  return missing;
}

/** Resolves when every client may use them: a broker that is asked at once may not have heard of them yet. */
export async function makeTopics(
  admin: Admin,
  names: readonly string[],
  { partitions: numPartitions, replicas: replicationFactor, settings }: Omit<TopicPlan, 'topics'>,
): Promise<void> {
  const configEntries = entriesOf(settings);
  const topics = names.map((topic) => ({ topic, numPartitions, replicationFactor, configEntries }));
  await admin.createTopics({ topics, waitForLeaders: true });
  for (let tries = 0; tries < MADE_WITHIN_TRIES; tries += 1) {
    const there = await admin.listTopics();
    if (names.every((name) => there.includes(name))) return;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new MessagingUnavailable(names.join(', '), 'made, but not to be seen');
}

async function refit(admin: Admin, names: readonly string[], { settings }: TopicPlan): Promise<void> {
  const configEntries = entriesOf(settings);
  const resources = names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries }));
  await admin.alterConfigs({ validateOnly: false, resources });
}

const entriesOf = (settings: TopicPlan['settings']) =>
  Object.entries(settings).map(([name, value]) => ({ name, value }));
