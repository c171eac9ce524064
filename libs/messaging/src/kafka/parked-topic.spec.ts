import type { Checkpoints } from '@ekey/event-store';
import { recorded } from '@ekey/kernel/testing';
import type { Connection } from './connection';
import { GroupFeed } from './group.feed';
import type { Members } from './members';
import { ParkedTopic, parkedTopicName } from './parked-topic';
import type { Publishing } from './publishing';
import type { TopicReader } from './topic-reader';

describe('the topic of what a group has parked', () => {
  it('is named after the topic and the group', () => {
    expect(parkedTopicName('review.events', 'intake')).toBe('review.events.intake.parked');
  });

  it('is a name that Kafka takes, whatever a reactor is called', () => {
    const name = parkedTopicName('review.events', `intake: view 状态 v1 of review.events${'x'.repeat(300)}`);
    expect(name).toMatch(/^[A-Za-z0-9._-]{1,249}$/);
    expect(name).toMatch(/^review\.events\.intake-view-v1-of-review-events/);
  });

  it('is another for every group', () => {
    const names = ['a b', 'a: b', 'a-b', 'a', 'b'].map((group) => parkedTopicName('review.events', group));
    expect(new Set(names).size).toBe(5);
  });
});

it('whoever asks what a group has dealt with leaves its process with what is parked of its own cases', async () => {
  const fact = recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', id: 'f1', position: 1 });
  const entry = { reactor: 'intake: one', key: 'review.Review-1', fact, cause: 'no', attempts: 1, parkedAt: '' };
  const reader = {
    partitions: async () => [
      { key: Buffer.from('f1'), value: Buffer.from(JSON.stringify(entry)), partition: 0, offset: 0 },
    ],
    tail: async () => [{ key: null, value: null, partition: 0, offset: 0 }],
  } as unknown as TopicReader;
  const parked = new ParkedTopic('review.events', 'intake: one', {} as Connection, {} as Publishing, reader);
  const committed = new Map([[0, { low: 0, high: 1, offset: 1, places: new Map() }]]);
  const members = { committed: async () => committed } as unknown as Members;
  const feed = new GroupFeed(
    'review.events',
    {} as Checkpoints,
    reader,
    members,
    () => parked,
    () => fact,
  );
  expect(await feed.newest('intake: one')).toEqual([]);
  expect(parked.size).toBe(0);
});
