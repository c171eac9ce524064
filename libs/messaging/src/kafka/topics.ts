import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigResourceTypes, type Admin, type ITopicMetadata } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
import { Connection, type KafkaOptions } from './connection';

const [MADE_WITHIN_TRIES, LOOK_AGAIN_MS] = [100, 50];

/** Topics of one kind, as data: `deploy/kafka/topics.json` holds several. */
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
  const names = plan.topics.map((topic) => connection.named(topic));
  try {
    const there = await connection.ask((admin) => admin.listTopics());
    const missing = names.filter((name) => !there.includes(name));
    const known = names.filter((name) => there.includes(name));
    if (missing.length > 0) await connection.ask((admin) => makeTopics(admin, missing, plan), 'the topics');
    const { topics } = await connection.ask((admin) => admin.fetchTopicMetadata({ topics: names }), 'the topics');
    for (const topic of topics) refuseOther(topic, plan.partitions);
    if (known.length > 0) await connection.ask((admin) => refit(admin, known, plan), 'the topics');
    return missing;
  } finally {
    await connection.close();
  }
}

function refuseOther({ name, partitions }: ITopicMetadata, planned: number): void {
  if (partitions.length !== planned)
    throw new Error(`${name} has ${partitions.length} partitions, not ${planned}: its cases would be split`);
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
