import { queue, queueOf } from '../contract/review-queue';
import {
  building,
  isSpent,
  noEntry,
  opened,
  settled,
  switched,
  tableOf,
  used,
  without,
  type Entry,
} from './view-entry';

const NOW = new Date('2026-03-02T01:00:00.000Z');
const next = queueOf(2);
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const states = (entry: Entry): readonly string[] =>
  entry.tables.map(({ id, version, state }) => `${id} v${version} ${state}`);
const spentAfter = (entry: Entry, seconds: number): readonly string[] =>
  states(without(entry, (table) => !isSpent(table, later(seconds))));

describe('the collections of a view', () => {
  const first = opened(noEntry('review-queue', 'b1'), queue, NOW);
  const rebuilt = switched(building(first, queue, NOW), 2, NOW);
  const grown = opened(first, next, NOW);

  it('begin with one that is live', () => {
    expect(states(first)).toEqual(['1 v1 live']);
    expect(opened(first, queue, NOW)).toEqual(first);
  });

  it('have one for a new version beside it, and one for each that is built', () => {
    expect(states(grown)).toEqual(['1 v1 live', '2 v2 next']);
    expect(states(building(first, queue, NOW))).toEqual(['1 v1 live', '2 v1 building']);
    expect(tableOf(building(first, queue, NOW), 1)?.id).toBe(1);
  });

  it('are refused where indexes changed without a new version', () => {
    expect(() => opened(first, { ...next, version: 1 }, NOW)).toThrow('the indexes of review-queue changed');
  });

  it('are switched at once; what was late for a build has to be taken in first', () => {
    expect(states(rebuilt)).toEqual(['1 v1 replaced', '2 v1 live']);
    expect(tableOf(rebuilt, 1)).toMatchObject({ id: 2, unsettled: true });
    expect(tableOf(settled(rebuilt, 2), 1)).toMatchObject({ id: 2, unsettled: false });
  });

  it('leave an older version to those who still run it', () => {
    const after = switched(grown, 2, NOW);
    expect(states(after)).toEqual(['1 v1 superseded', '2 v2 live']);
    expect(tableOf(after, 2)).toMatchObject({ unsettled: false });
    expect(states(switched(building(after, queue, NOW), 3, NOW))).toEqual([
      '1 v1 replaced',
      '2 v2 live',
      '3 v1 superseded',
    ]);
  });

  it('do not take a build that the others have given up', () => {
    expect(() => switched(first, 2, NOW)).toThrow('nothing was heard of the rebuild of review-queue for too long');
  });

  it('go when nobody has needed them for their time, and the live one never', () => {
    expect(spentAfter(first, 1e9)).toEqual([]);
    expect([spentAfter(rebuilt, 60), spentAfter(rebuilt, 61)]).toEqual([[], ['1 v1 replaced']]);
    const built = building(first, queue, NOW);
    expect([spentAfter(built, 300), spentAfter(built, 301)]).toEqual([[], ['2 v1 building']]);
    expect(spentAfter(used(built, 2, later(60)), 301)).toEqual([]);
    const after = switched(grown, 2, NOW);
    expect([spentAfter(after, 3_600), spentAfter(after, 3_601)]).toEqual([[], ['1 v1 superseded']]);
    expect([spentAfter(grown, 3_600), spentAfter(grown, 3_601)]).toEqual([[], ['2 v2 next']]);
  });
});
