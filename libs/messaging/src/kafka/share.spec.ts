import { recorded } from '@ekey/kernel/testing';
import type { Recorded } from '@ekey/kernel';
import { placeOf, positionOf } from './position';
import { Share, type Arrived } from './share';

const records = (partition: number, from: number, to: number): readonly Arrived[] =>
  Array.from({ length: to - from + 1 }, (_none, index) => {
    const offset = from + index;
    const position = positionOf({ partition, offset });
    return { fact: recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', position }), offset };
  });

describe('the share of a member of a group', () => {
  let share: Share;
  const arrive = (partition: number, from: number, to: number): void =>
    share.arrived(partition, records(partition, from, to));
  const take = (limit = 256) => share.take(limit);
  const places = (delivery: { readonly facts: readonly Recorded[] }): readonly string[] =>
    delivery.facts.map(({ meta }) => `${placeOf(meta.position).partition}:${placeOf(meta.position).offset}`);
  beforeEach(() => {
    share = new Share();
    share.assigned('me', [0, 1]);
  });

  it('is delivered in the order of each partition, which all have their part', () => {
    arrive(0, 0, 9);
    arrive(1, 0, 1);
    expect(places(take(4))).toEqual(['0:0', '0:1', '1:0', '1:1']);
    expect(share.size).toBe(8);
    expect(places(take(4))).toEqual(['0:2', '0:3', '0:4', '0:5']);
  });

  it('is committed as far as it was dealt with, with all that was delivered before', () => {
    arrive(0, 5, 6);
    take();
    arrive(1, 0, 2);
    const second = take();
    expect(share.toCommit()).toEqual([]);
    share.dealtWith(second);
    expect(share.toCommit()).toEqual([
      { partition: 0, offset: 7 },
      { partition: 1, offset: 3 },
    ]);
    share.committed(share.toCommit());
    expect(share.toCommit()).toEqual([]);
  });

  it('takes no step back when deliveries are done out of order', () => {
    arrive(0, 0, 3);
    const [first, second] = [take(2), take(2)];
    share.dealtWith(second);
    share.dealtWith(first);
    share.committed(share.toCommit());
    arrive(0, 4, 4);
    share.dealtWith(take());
    expect(share.toCommit()).toEqual([{ partition: 0, offset: 5 }]);
  });

  it('drops what is read again of a partition that stays, and passes over nothing', () => {
    arrive(0, 0, 5);
    take(4);
    expect(share.assigned('me', [0])).toBe(false);
    // The client has gone back to what was committed.
    arrive(0, 0, 7);
    expect(places(take())).toEqual(['0:4', '0:5', '0:6', '0:7']);
  });

  it('begins anew with a partition that comes from another member', () => {
    arrive(1, 0, 5);
    const before = take();
    share.assigned('me', [0]);
    arrive(1, 6, 6);
    expect(share.size).toBe(0);
    expect(share.assigned('me', [0, 1])).toBe(true);
    arrive(1, 3, 4);
    expect(places(take())).toEqual(['1:3', '1:4']);
    // What was in hand when it went is for its owner of then to have committed.
    share.dealtWith(before);
    expect(share.toCommit()).toEqual([]);
  });

  it('begins anew with everything once the group has struck its member off', () => {
    arrive(0, 0, 5);
    take();
    expect(share.assigned('me again', [0, 1])).toBe(true);
    arrive(0, 2, 3);
    expect(places(take())).toEqual(['0:2', '0:3']);
  });
});
