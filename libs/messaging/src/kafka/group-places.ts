import { MessagingUnavailable } from '../messaging-unavailable';
import type { Connection } from './connection';
import type { TopicReader } from './topic-reader';

/** A consumer group and what it reads. */
export interface TopicGroup {
  readonly group: string;
  readonly topic: string;
}

/** A group that is to be moved has members: they would go on from where they are. */
export class GroupAtWork extends Error {
  constructor(group: string) {
    super(`${group} is at work: stop every process of its service first`);
    this.name = 'GroupAtWork';
  }
}

const AT_REST = new Set(['Empty', 'Dead']);

/** @throws GroupAtWork naming a group that has members. */
export async function refuseAtWork(connection: Connection, groups: readonly string[]): Promise<void> {
  const names = groups.map((group) => connection.named(group));
  const { groups: described } = await connection.ask((admin) => admin.describeGroups(names), 'the groups');
  const busy = described.find(({ state }) => !AT_REST.has(state));
  if (busy !== undefined) throw new GroupAtWork(busy.groupId);
}

/** Puts groups behind the last record of their topics. @throws GroupAtWork; then none was moved. @throws MessagingUnavailable */
export async function beginBehindEverything(
  connection: Connection,
  reader: TopicReader,
  groups: readonly TopicGroup[],
): Promise<void> {
  const names = groups.map(({ group }) => group);
  await refuseAtWork(connection, names);
  for (const { group, topic } of groups) {
    const partitions = (await reader.ends(topic)).map(({ partition, high }) => ({ partition, offset: String(high) }));
    if (partitions.length === 0) throw new MessagingUnavailable(topic, 'no such topic');
    const place = { groupId: connection.named(group), topic: connection.named(topic), partitions };
    await connection.ask((admin) => admin.setOffsets(place), group);
  }
}
