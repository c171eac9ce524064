import type { Connection } from './connection';
import type { TopicGroup } from './group-places';
import type { Committed } from './holding';
import { placesOf } from './membership';
import type { TopicReader } from './topic-reader';

/** What a group has committed of each partition of a topic, and what these hold. @throws MessagingUnavailable */
export async function committedIn(
  connection: Connection,
  reader: TopicReader,
  { group, topic }: TopicGroup,
): Promise<ReadonlyMap<number, Committed>> {
  const topics = [connection.named(topic)];
  const groupId = connection.named(group);
  const found = await connection.ask((admin) => admin.fetchOffsets({ groupId, topics }), group);
  const told = new Map(found[0]?.partitions.map((each) => [each.partition, each]));
  // Asked afterwards: nobody stands behind the end.
  const ends = await reader.ends(topic);
  return new Map(
    ends.map(({ partition, low, high }) => {
      const { offset: text, metadata } = told.get(partition) ?? { offset: '-1' };
      const offset = Number(text) < 0 ? undefined : Number(text);
      return [partition, { low, high, offset, places: placesOf(metadata, offset ?? 0) }];
    }),
  );
}
