import type { Checkpoints } from '@ekey/event-store';
import { recorded } from '@ekey/kernel/testing';
import type { ITopicConfig } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
import type { Connection } from './connection';
import { GroupFeed } from './group.feed';
import type { Members } from './members';
import { ParkedTopic, parkedTopicName } from './parked-topic';
import type { Outgoing, Publishing } from './publishing';
import type { TopicReader } from './topic-reader';

const fact = recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', id: 'f1', position: 1 });
const entry = { reactor: 'intake: one', key: 'review.Review-1', fact, cause: 'no', attempts: 1, parkedAt: '' };

describe('the topic of what a group has parked', () => {
  it('is named after the topic and the group', () => {
    expect(parkedTopicName('review.events', 'intake')).toBe('review.events.intake.parked');
  });

  it('is a name that Kafka takes, whatever a reactor is called', () => {
    const name = parkedTopicName('review.events', `intake: view 状态 v1 of review.events${'x'.repeat(300)}`);
    expect(name).toMatch(/^[A-Za-z0-9._-]{1,249}$/);
    expect(name).toMatch(/^review\.events\.intake-view-v1-of-review-events/);
  });

  describe('on a cluster', () => {
    const made: ITopicConfig[] = [];
    const sent: string[] = [];
    let parked: ParkedTopic;
    const park = (id: string): Promise<void> =>
      parked.park({ ...entry, fact: { ...fact, meta: { ...fact.meta, id } } });
    beforeEach(() => {
      [made.length, sent.length] = [0, 0];
      const admin = {
        listTopics: async () => ['review.events', ...made.map(({ topic }) => topic)],
        fetchTopicMetadata: async () => ({ topics: [{ partitions: Array(12).fill({ isr: [1, 2, 3] }) }] }),
        createTopics: async ({ topics }: { topics: ITopicConfig[] }) => void made.push(...topics),
      };
      const ask = async (question: (of: unknown) => unknown) => question(admin);
      const send = async (topic: string, records: readonly Outgoing[]) => {
        if (!made.some((each) => each.topic === topic)) throw new MessagingUnavailable(topic, 'no such topic');
        sent.push(...records.map(({ key }) => key));
        return [];
      };
      const connection = { named: (name: string) => name, ask } as unknown as Connection;
      parked = new ParkedTopic(
        'review.events',
        'intake',
        connection,
        { send } as unknown as Publishing,
        {} as TopicReader,
      );
    });

    it('has the partitions of the one beside it, on as many brokers, and room for what was too large for that', async () => {
      await park('f1');
      await park('f2');
      expect(made).toMatchObject([{ topic: 'review.events.intake.parked', numPartitions: 12, replicationFactor: 3 }]);
      const settings = Object.fromEntries((made[0]?.configEntries ?? []).map(({ name, value }) => [name, value]));
      expect(settings).toEqual({
        ...{ 'cleanup.policy': 'compact', 'min.insync.replicas': '2', 'max.message.bytes': '2097152' },
      });
      expect(sent).toEqual(['f1', 'f2']);
    });

    it('is made anew where somebody has taken it away', async () => {
      await park('f1');
      made.length = 0;
      await expect(park('f2')).rejects.toThrow(MessagingUnavailable);
      await park('f2');
      expect(sent).toEqual(['f1', 'f2']);
    });
  });

  it('is another for every group', () => {
    const names = ['a b', 'a: b', 'a-b', 'a', 'b'].map((group) => parkedTopicName('review.events', group));
    expect(new Set(names).size).toBe(5);
  });
});

it('whoever asks what a group has dealt with leaves its process with what is parked of its own cases', async () => {
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
