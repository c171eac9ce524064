import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { Connection, type KafkaOptions } from './connection';

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
  const there = await admin.listTopics();
  const names = plan.topics.map((topic) => connection.named(topic));
  const [missing, known] = [
    names.filter((name) => !there.includes(name)),
    names.filter((name) => there.includes(name)),
  ];
  if (known.length > 0) await refit(admin, known, plan);
  const configEntries = Object.entries(plan.settings).map(([name, value]) => ({ name, value }));
  const { partitions: numPartitions, replicas: replicationFactor } = plan;
  if (missing.length > 0)
    await admin.createTopics({
      topics: missing.map((topic) => ({ topic, numPartitions, replicationFactor, configEntries })),
      waitForLeaders: true,
    });
  return missing;
}

async function refit(admin: Admin, names: readonly string[], { partitions, settings }: TopicPlan): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const other = topics.find((topic) => topic.partitions.length !== partitions);
  if (other !== undefined)
    throw new Error(`${other.name} has ${other.partitions.length} partitions, not ${partitions}: cases would be split`);
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  const resources = names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries }));
  await admin.alterConfigs({ validateOnly: false, resources });
}
