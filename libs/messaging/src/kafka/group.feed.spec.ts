import { BROKEN_RECORD, type Checkpoints } from '@ekey/event-store';
import { recorded } from '@ekey/kernel/testing';
import { GroupFeed } from './group.feed';
import { loggedOf, logRecordOf } from './log-record';
import type { Members } from './members';
import type { ArrivedRecord } from './message-record';
import type { ParkedTopic } from './parked-topic';
import { positionOf } from './position';
import type { TopicReader } from './topic-reader';

const place = { partition: 3, offset: 17 };
const fact = recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', position: 4_711 });
const { key, value, headers } = logRecordOf(fact, 0);
const readable = { key: Buffer.from(key), value: Buffer.from(value ?? ''), headers, ...place } as ArrivedRecord;
const broken = { ...readable, value: Buffer.from('{') };

describe('a record of a copied log that could not be read', () => {
  const feedOver = (...records: readonly ArrivedRecord[]): GroupFeed => {
    const reader = { records: async () => records } as unknown as TopicReader;
    const parkedOf = (): ParkedTopic => ({}) as ParkedTopic;
    return new GroupFeed('review.log', {} as Checkpoints, reader, {} as Members, parkedOf, loggedOf);
  };
  const { position } = loggedOf('review.log', broken).meta;

  it('is found again by where it stood, also when it can be read by now', async () => {
    expect(position).toBe(positionOf(place));
    expect(await feedOver(broken).at(position)).toMatchObject({ type: BROKEN_RECORD });
    expect(await feedOver(readable).at(position)).toEqual(fact);
  });

  it('is not taken for the one behind it where it is gone', async () => {
    expect(await feedOver({ ...readable, offset: 18 }).at(position)).toBeUndefined();
    expect(await feedOver().at(position)).toBeUndefined();
  });
});
