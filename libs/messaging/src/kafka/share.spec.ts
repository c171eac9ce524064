import { recorded } from '@ekey/kernel/testing';
import fc from 'fast-check';
import type { Recorded } from '@ekey/kernel';
import { Holding } from './holding';
import { markOf, placesOf } from './membership';
import { placeOf, positionOf } from './position';
import { Share, type Arrived } from './share';

const ME = markOf('me');
const records = (partition: number, from: number, to: number): readonly Arrived[] =>
  Array.from({ length: to - from + 1 }, (_none, index) => {
    const offset = from + index;
    const position = positionOf({ partition, offset });
    return { fact: recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', position }), offset };
  });
const from = (partition: number, offset: number): Holding =>
  new Holding(partition, { low: 0, high: 1_000, offset, places: new Map() });

describe('the share of a reactor', () => {
  let share: Share;
  let holdings: Holding[];
  const arrive = (partition: number, first: number, last: number): void => {
    const holding = holdings.find((each) => each.partition === partition);
    if (holding !== undefined) holding.arrived = Math.max(holding.arrived, last + 1);
    share.arrived(partition, records(partition, first, last));
  };
  const take = (limit = 256) => share.take(limit);
  const places = (delivery: { readonly facts: readonly Recorded[] }): readonly string[] =>
    delivery.facts.map(({ meta }) => `${placeOf(meta.position).partition}:${placeOf(meta.position).offset}`);
  const reached = (): readonly (number | undefined)[] => holdings.map((holding) => holding.toCommit()?.offset);
  beforeEach(() => {
    share = new Share(ME);
    holdings = [from(0, 0), from(1, 0)];
    share.assigned(holdings);
  });

  it('is delivered in the order of each partition, which all have their part', () => {
    arrive(0, 0, 9);
    arrive(1, 0, 1);
    expect(places(take(4))).toEqual(['0:0', '0:1', '1:0', '1:1']);
    expect(share.size).toBe(8);
    expect(places(take(4))).toEqual(['0:2', '0:3', '0:4', '0:5']);
  });

  it('has got as far as it was dealt with, with all that was delivered before', () => {
    arrive(0, 0, 6);
    take();
    arrive(1, 0, 2);
    const second = take();
    expect(reached()).toEqual([0, 0]);
    share.dealtWith(second);
    expect(reached()).toEqual([7, 3]);
  });

  it('takes no step back when deliveries are done out of order', () => {
    arrive(0, 0, 3);
    const [first, second] = [take(2), take(2)];
    share.dealtWith(second);
    share.dealtWith(first);
    expect(reached()).toEqual([4, 0]);
  });

  it('drops what is read again of a partition that stays, and passes over nothing', () => {
    arrive(0, 0, 5);
    take(4);
    expect(share.assigned([holdings[0]!])).toEqual({ gained: false, lost: true });
    // The client has gone back to what was committed.
    arrive(0, 0, 3);
    arrive(0, 0, 7);
    expect(places(take())).toEqual(['0:4', '0:5', '0:6', '0:7']);
  });

  it('begins anew with a partition that was another’s meanwhile, from where the group says', () => {
    arrive(1, 0, 5);
    const before = take();
    share.assigned([holdings[0]!]);
    arrive(1, 6, 6);
    expect(share.size).toBe(0);
    holdings = [holdings[0]!, from(1, 3)];
    expect(share.assigned(holdings)).toEqual({ gained: true, lost: false });
    arrive(1, 3, 4);
    expect(places(take())).toEqual(['1:3', '1:4']);
    // What was in hand when it went is for its owner of then to have committed.
    share.dealtWith(before);
    expect(reached()).toEqual([0, 3]);
  });

  describe('of one who is behind what arrives', () => {
    beforeEach(() => {
      const places = placesOf(`${ME}:-6 ${markOf('other')}`, 10);
      holdings = [new Holding(0, { low: 0, high: 1_000, offset: 10, places })];
      share.assigned(holdings);
    });

    it('is missing until it is read, and what arrives then is taken as it comes', () => {
      arrive(0, 10, 11);
      expect([share.size, share.missing()]).toEqual([0, { partition: 0, from: 4, to: 12 }]);
      share.found({ partition: 0, from: 4, to: 8 }, records(0, 4, 7));
      expect(share.missing()).toBeUndefined();
      expect(places(take())).toEqual(['0:4', '0:5', '0:6', '0:7']);
      expect(share.missing()).toEqual({ partition: 0, from: 8, to: 12 });
      share.found({ partition: 0, from: 8, to: 12 }, records(0, 8, 11));
      arrive(0, 12, 12);
      expect(places(take())).toEqual(['0:8', '0:9', '0:10', '0:11', '0:12']);
      expect(share.missing()).toBeUndefined();
    });

    it('is passed where the partition has lost it', () => {
      share.found({ partition: 0, from: 4, to: 10 }, []);
      arrive(0, 10, 10);
      expect(places(take())).toEqual(['0:10']);
    });

    it('takes nothing that was read for where it was before', () => {
      share.found({ partition: 0, from: 4, to: 8 }, records(0, 4, 7));
      share.found({ partition: 0, from: 4, to: 8 }, records(0, 4, 7));
      expect(places(take())).toEqual(['0:4', '0:5', '0:6', '0:7']);
    });
  });

  it('lets go what it has no time for, and misses it then', () => {
    arrive(0, 0, 9);
    expect(places(take(2))).toEqual(['0:0', '0:1']);
    share.letGo();
    arrive(0, 10, 19);
    expect([share.size, share.missing()]).toEqual([0, { partition: 0, from: 2, to: 20 }]);
  });

  it('passes over nothing and tells nothing twice, whatever comes, comes again or is read by whom', () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('arrives' as const), at: fc.nat(60), count: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ what: fc.constant('found' as const), at: fc.nat(60), count: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ what: fc.constantFrom('made up for' as const, 'let go' as const, 'taken' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const [one, holding] = [new Share(ME), from(0, 0)];
        one.assigned([holding]);
        const seen: number[] = [];
        for (const each of steps) {
          const missing = one.missing();
          if (each.what === 'arrives') {
            // No client begins behind what it has brought.
            const first = Math.min(each.at, holding.arrived);
            holding.arrived = Math.max(holding.arrived, first + each.count);
            one.arrived(0, records(0, first, first + each.count - 1));
          } else if (each.what === 'found') {
            const to = Math.min(holding.arrived, each.at + each.count);
            if (each.at < to) one.found({ partition: 0, from: each.at, to }, records(0, each.at, to - 1));
          } else if (each.what === 'let go') one.letGo();
          else if (each.what === 'taken')
            seen.push(...one.take(7).facts.map(({ meta }) => placeOf(meta.position).offset));
          else if (missing !== undefined) one.found(missing, records(0, missing.from, missing.to - 1));
        }
        for (let missing = one.missing(); one.size > 0 || missing !== undefined; missing = one.missing()) {
          if (missing !== undefined) one.found(missing, records(0, missing.from, missing.to - 1));
          seen.push(...one.take(256).facts.map(({ meta }) => placeOf(meta.position).offset));
        }
        expect(seen).toEqual(Array.from({ length: holding.arrived }, (_none, offset) => offset));
      }),
    );
  });
});
