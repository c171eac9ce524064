import { grouped, sideBySide } from '@ekey/event-store';
import { MessagingUnavailable } from '../messaging-unavailable';
import type { Connection } from './connection';
import { markOf, placesText, sharedGroup } from './membership';
import type { TopicReader } from './topic-reader';

/** Who reads a topic. */
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
const AT_ONCE = 8;

/** @throws GroupAtWork naming a group that has members. */
export async function refuseAtWork(connection: Connection, groups: readonly string[]): Promise<void> {
  const names = [...new Set(groups)].map((group) => connection.named(group));
  const { groups: described } = await connection.ask((admin) => admin.describeGroups(names), 'the groups');
  const busy = described.find(({ state }) => !AT_REST.has(state));
  if (busy !== undefined) throw new GroupAtWork(busy.groupId);
}

/**
 * Puts reactors behind the last record of their topics.
 * @throws GroupAtWork; then none was moved. @throws MessagingUnavailable; then some may be.
 */
export async function beginBehindEverything(
  connection: Connection,
  reader: TopicReader,
  reactors: readonly TopicGroup[],
): Promise<void> {
  const groups = [...grouped(reactors, ({ group, topic }) => sharedGroup(group, topic))];
  await refuseAtWork(
    connection,
    groups.map(([group]) => group),
  );
  await sideBySide(groups, AT_ONCE, ([group, together]) =>
    placeAtEnd(connection, reader, { group, topic: together[0]?.topic ?? '' }, together),
  );
}

/**
 * As a member of the group for a moment, since only a member may say how far it has got. (The client’s `setOffsets` is one
 * too, but a slow one: it waits for a fetch.)
 */
async function placeAtEnd(
  connection: Connection,
  reader: TopicReader,
  { group, topic }: TopicGroup,
  reactors: readonly TopicGroup[],
): Promise<void> {
  const ends = await reader.ends(topic);
  if (ends.length === 0) throw new MessagingUnavailable(topic, 'no such topic');
  const name = connection.named(topic);
  const consumer = connection.member(group);
  const joined = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [name], fromBeginning: true });
    await Promise.all([joined, consumer.run({ autoCommit: false, eachBatch: async () => undefined })]);
    const placesAt = (end: number): string =>
      placesText(new Map(reactors.map((reactor) => [markOf(reactor.group), end])), end);
    await consumer.commitOffsets(
      ends.map(({ partition, high }) => ({
        ...{ topic: name, partition, offset: String(high) },
        metadata: placesAt(high),
      })),
    );
  } catch (error) {
    throw connection.unavailable(error, group);
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}
