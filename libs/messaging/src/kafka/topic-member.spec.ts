import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoints } from '@ekey/event-store';
import { recorded } from '@ekey/kernel/testing';
import type { EachBatchPayload } from 'kafkajs';
import type { Connection } from './connection';
import { GroupFeed } from './group.feed';
import type { Members } from './members';
import type { Delivered } from './message-record';
import { markOf } from './membership';
import type { ParkedTopic } from './parked-topic';
import { placeOf, positionOf } from './position';
import type { Seat } from './seat';
import { TopicMember } from './topic-member';
import type { TopicReader } from './topic-reader';

type Heard = (event: { readonly payload: unknown }) => void;
const TOPIC = 'review.events';
const [QUICK, SLOW] = ['intake: quick', 'intake: slow'] as const;

const deliveredOf: Delivered = (_topic, { partition, offset }) =>
  recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', position: positionOf({ partition, offset }) });

/** A topic of two partitions with ten thousand records each, and a group on it as its member hears of it. */
class Broker {
  readonly committed = new Map<number, { offset: string; metadata: string | null }>();
  readonly read: string[] = [];
  readonly sought: string[] = [];
  refuses: Error | undefined;
  takesNoOrders = false;
  reading: Promise<void> = Promise.resolve();
  readonly asked = { paused: 0, resumed: 0, left: 0 };
  private readonly listeners = new Map<string, Heard>();
  private eachBatch: (payload: EachBatchPayload) => Promise<void> = async () => undefined;

  member(): TopicMember {
    const consumer = {
      events: { GROUP_JOIN: 'join', CRASH: 'crash' },
      on: (event: string, heard: Heard) => void this.listeners.set(event, heard),
      ...{ connect: async () => undefined, subscribe: async () => undefined },
      run: async ({ eachBatch }: { eachBatch: Broker['eachBatch'] }) => void (this.eachBatch = eachBatch),
      pause: () => this.ordered('paused'),
      resume: () => this.ordered('resumed'),
      seek: ({ partition, offset }: { partition: number; offset: string }) =>
        void this.sought.push(`${partition}:${offset}`),
      disconnect: async () => void (this.asked.left += 1),
      commitOffsets: async (offsets: readonly { partition: number; offset: string; metadata: string }[]) => {
        if (this.refuses !== undefined) throw this.refuses;
        offsets.forEach(({ partition, offset, metadata }) => this.committed.set(partition, { offset, metadata }));
      },
    };
    const partitions = () => [...this.committed].map(([partition, each]) => ({ partition, ...each }));
    const connection = {
      ...{ named: (name: string) => name, member: () => consumer, unavailable: (error: Error) => error },
      ask: async (question: (admin: unknown) => unknown) =>
        question({ fetchOffsets: async () => [{ topic: TOPIC, partitions: partitions() }] }),
    };
    const reader = {
      ends: async () => [0, 1].map((partition) => ({ partition, low: 0, high: 10_000 })),
      range: async (_topic: string, partition: number, from: number, to: number) => {
        this.read.push(`${partition}:${from}-${to}`);
        await this.reading;
        return Array.from({ length: to - from }, (_none, index) => ({ partition, offset: from + index }));
      },
    };
    const args = [connection as unknown as Connection, reader as unknown as TopicReader] as const;
    return new TopicMember(...args, TOPIC, `intake: ${TOPIC}`, deliveredOf);
  }

  divides(partitions: readonly number[], memberId = 'me'): void {
    this.listeners.get('join')?.({ payload: { memberId, memberAssignment: { [TOPIC]: partitions } } });
  }

  breaks(error: Error): void {
    this.listeners.get('crash')?.({ payload: { error } });
  }

  private ordered(what: 'paused' | 'resumed'): void {
    if (this.takesNoOrders) throw new Error('not running');
    this.asked[what] += 1;
  }

  /** Records of a partition come, which holds so many. */
  async brings(partition: number, from: number, to: number, holds = 10_000): Promise<void> {
    const messages = Array.from({ length: to - from + 1 }, (_none, index) => ({ offset: `${from + index}` }));
    const highWatermark = `${Math.max(to + 1, holds)}`;
    await this.eachBatch({ batch: { partition, messages, highWatermark } } as unknown as EachBatchPayload);
  }
}

describe('a process in a group', () => {
  const stopping = new AbortController();
  let broker: Broker;
  let member: TopicMember;
  const sit = (...reactors: readonly string[]): Promise<Seat[]> =>
    Promise.all(reactors.map((reactor) => member.seat(reactor)));
  const places = async (seat: Seat): Promise<string> => {
    const facts = (await seat.next(stopping.signal))?.facts ?? [];
    const [first, last] = [facts[0], facts.at(-1)].map((fact) => placeOf(fact?.meta.position ?? 0));
    return facts.length === 0 ? 'none' : `${first?.partition}:${first?.offset}-${last?.offset}`;
  };
  /** Deals with what comes next. */
  const deals = async (seat: Seat): Promise<void> => {
    const delivery = await seat.next(stopping.signal);
    if (delivery !== undefined) await seat.done(delivery, Promise.resolve());
  };
  beforeEach(() => {
    broker = new Broker();
    member = broker.member();
  });

  it('hands what comes to each of its reactors, and tells the group how far each of them got', async () => {
    const [quick, slow] = (await sit(QUICK, SLOW)) as [Seat, Seat];
    broker.divides([0]);
    await broker.brings(0, 0, 9);
    await Promise.all([deals(quick), places(slow)]);
    expect(broker.committed.get(0)).toEqual({ offset: '0', metadata: `${markOf(QUICK)}:a ${markOf(SLOW)}` });
  });

  it('has whoever comes later read what he has missed, and then follow', async () => {
    const [quick] = (await sit(QUICK)) as [Seat];
    broker.divides([0]);
    await broker.brings(0, 0, 299);
    const [slow] = (await sit(SLOW)) as [Seat];
    expect([await places(slow), await places(slow)]).toEqual(['none', '0:0-255']);
    await broker.brings(0, 300, 309);
    expect([await places(slow), broker.read]).toEqual(['0:256-309', ['0:0-256', '0:256-310']]);
    await broker.brings(0, 310, 310);
    expect(await places(slow)).toBe('0:310-310');
    expect(await places(quick)).toBe('0:0-255');
  });

  it('reads once what several have missed', async () => {
    await sit(QUICK);
    broker.divides([0]);
    await broker.brings(0, 0, 299);
    const late = await sit('intake: one', 'intake: other', 'intake: third');
    expect(await Promise.all(late.map(places))).toEqual(['none', 'none', 'none']);
    expect(await Promise.all(late.map(places))).toEqual(['0:0-255', '0:0-255', '0:0-255']);
    expect(await Promise.all(late.map(places))).toEqual(['0:256-299', '0:256-299', '0:256-299']);
    expect(broker.read).toEqual(['0:0-256', '0:256-300']);
  });

  it('reads nothing more for anybody once it has failed', async () => {
    await sit(QUICK);
    broker.divides([0, 1]);
    await broker.brings(0, 0, 9);
    const late = await sit('intake: one', 'intake: other');
    await Promise.all(late.map(places));
    broker.reading = sleep(10).then(() => {
      throw new Error('no answer');
    });
    const waiting = late.map((seat, index) => expect(places(seat)).rejects.toThrow(['no answer', 'gone'][index]));
    await sleep(0);
    broker.breaks(new Error('gone'));
    await Promise.all(waiting);
    expect(broker.read).toEqual(['0:0-10']);
  });

  it('lets nobody wait until what one has missed came by once more', async () => {
    broker.committed.set(0, { offset: '100', metadata: `${markOf(SLOW)} ${markOf(QUICK)}:${(8_900).toString(36)}` });
    broker.committed.set(1, { offset: '100', metadata: `${markOf(SLOW)} ${markOf(QUICK)}:1` });
    const [quick, slow] = (await sit(QUICK, SLOW)) as [Seat, Seat];
    broker.divides([0, 1]);
    expect([await places(quick), await places(slow)]).toEqual(['none', 'none']);
    expect(broker.sought).toEqual(['0:9000']);
    await broker.brings(0, 9_000, 9_009);
    expect([await places(quick), await places(slow)]).toEqual(['0:9000-9009', '0:100-355']);
    // The client begins anew where the group stands.
    broker.divides([0]);
    expect(broker.sought.slice(1)).toEqual(['0:9010']);
  });

  it('forgets at once what was taken from it, and goes on where it was in what stays', async () => {
    const [quick] = (await sit(QUICK)) as [Seat];
    broker.divides([0, 1]);
    await broker.brings(1, 0, 4);
    await deals(quick);
    await broker.brings(0, 0, 4);
    await broker.brings(1, 5, 9);
    broker.divides([1]);
    expect(quick.partitions).toEqual([1]);
    await broker.brings(1, 5, 11);
    expect(await places(quick)).toBe('1:5-11');
  });

  it.each([
    ['forgets what is parked of cases that are another’s now', 1, ['0,1', '1']],
    ['asks nobody what is parked where nothing was', 0, ['0,1']],
  ])('%s', async (_what, size, held) => {
    const holds: string[] = [];
    const parked = { size, hold: async (partitions: readonly number[]) => void holds.push(partitions.join()) };
    const members = { seat: (_topic: string, reactor: string) => member.seat(reactor) };
    const args = [{} as Checkpoints, {} as TopicReader, members as unknown as Members] as const;
    const feed = new GroupFeed(TOPIC, ...args, () => parked as unknown as ParkedTopic, deliveredOf);
    const ended = new AbortController();
    const reading = (async () => {
      for await (const { done } of feed.batches(QUICK, ended.signal)) await done();
    })();
    await sleep(0);
    broker.divides([0, 1]);
    await sleep(10);
    broker.divides([1]);
    await sleep(10);
    ended.abort();
    await reading;
    expect(holds).toEqual(held);
  });

  it('begins where the group says with everything once it was struck off', async () => {
    const [quick] = (await sit(QUICK)) as [Seat];
    broker.divides([0]);
    await broker.brings(0, 0, 4);
    await deals(quick);
    await broker.brings(0, 5, 9);
    await places(quick);
    broker.divides([0], 'me again');
    await broker.brings(0, 5, 9);
    expect(await places(quick)).toBe('0:5-9');
  });

  it('leaves a topic that was made anew behind it, instead of passing over what comes until it is as long again', async () => {
    const [quick] = (await sit(QUICK)) as [Seat];
    broker.divides([0]);
    await broker.brings(0, 0, 4);
    await deals(quick);
    await broker.brings(0, 3, 4);
    expect(member.hasEnded).toBe(false);
    // The client begins anew by itself where it finds nothing.
    await broker.brings(0, 0, 1, 2);
    await expect(quick.next(stopping.signal)).rejects.toThrow('holds less than was read of it');
    expect([member.hasEnded, broker.asked.left]).toEqual([true, 1]);
  });

  it('tells the group after a division what it would not hear in the midst of it', async () => {
    const [quick] = (await sit(QUICK)) as [Seat];
    broker.divides([0]);
    await broker.brings(0, 0, 9);
    broker.refuses = Object.assign(new Error('in the midst of it'), { type: 'REBALANCE_IN_PROGRESS' });
    await deals(quick);
    broker.refuses = undefined;
    broker.divides([0]);
    await sleep(300);
    expect(broker.committed.get(0)?.offset).toBe('10');
  });

  it('holds the topic off while too much waits for one, and goes on when it is through', async () => {
    const [quick] = (await sit(QUICK)) as [Seat];
    broker.divides([0]);
    const { resumed } = broker.asked;
    for (let from = 0; from < 5_000; from += 1_000) await broker.brings(0, from, from + 999);
    expect(broker.asked).toMatchObject({ paused: 1, resumed });
    while (quick.size >= 1_024) await places(quick);
    expect(broker.asked).toMatchObject({ paused: 1, resumed: resumed + 1 });
  });

  it('has its reactors go on where its client has failed and has not said so yet', async () => {
    jest.useFakeTimers();
    try {
      const [quick] = (await sit(QUICK)) as [Seat];
      broker.divides([0]);
      for (let from = 0; from < 5_000; from += 1_000) await broker.brings(0, from, from + 999);
      broker.takesNoOrders = true;
      jest.advanceTimersByTime(5_000);
      expect(await places(quick)).toBe('none');
      await quick.leave();
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves when the last one gets up, and tells who sits why nothing comes any more', async () => {
    const [quick, slow] = (await sit(QUICK, SLOW)) as [Seat, Seat];
    await quick.leave();
    expect([member.hasEnded, broker.asked.left]).toEqual([false, 0]);
    broker.breaks(new Error('gone'));
    await expect(slow.next(stopping.signal)).rejects.toThrow('gone');
    await slow.leave();
    await sleep(0);
    expect([member.hasEnded, broker.asked.left]).toEqual([true, 1]);
  });
});
