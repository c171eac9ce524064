import { Holding, type Committed } from './holding';
import { markOf, placesOf } from './membership';

const [SLOW, QUICK, GONE] = ['slow', 'quick', 'gone'].map(markOf) as [string, string, string];
const committed = (given: Partial<Committed> = {}): Committed => ({
  low: 10,
  high: 100,
  offset: 50,
  places: new Map(),
  ...given,
});

describe('a partition that comes to a member', () => {
  it('is gone through by each reactor from where it got to', () => {
    const holding = new Holding(
      3,
      committed({
        places: new Map([
          [SLOW, 50],
          [QUICK, 80],
        ]),
      }),
    );
    expect([holding.joinedBy(SLOW), holding.joinedBy(QUICK), holding.arrived]).toEqual([50, 80, 50]);
  });

  it('is gone through from its beginning by one of whom the group has not heard', () => {
    const holding = new Holding(3, committed({ places: new Map([[SLOW, 50]]) }));
    expect(holding.joinedBy(QUICK)).toBe(10);
    expect(new Holding(3, committed({ offset: undefined })).joinedBy(QUICK)).toBe(10);
  });

  it('is gone through from where somebody has put the group, if it has anything there', () => {
    expect(new Holding(3, committed()).joinedBy(SLOW)).toBe(50);
    for (const offset of [9, 101, 1_000_000]) {
      const holding = new Holding(3, committed({ offset }));
      expect([holding.joinedBy(SLOW), holding.arrived]).toEqual([10, 10]);
    }
  });

  it('is gone through from its beginning by one whose place it does not have any more', () => {
    const places = new Map([
      [SLOW, 9],
      [QUICK, 101],
    ]);
    const holding = new Holding(3, committed({ places }));
    expect([holding.joinedBy(SLOW), holding.joinedBy(QUICK)]).toEqual([10, 10]);
  });

  it('is committed as far as the last of those who are here, with the place of everybody', () => {
    const places = new Map([
      [GONE, 40],
      [SLOW, 50],
      [QUICK, 50],
    ]);
    const holding = new Holding(3, committed({ places }));
    [SLOW, QUICK].forEach((mark) => holding.joinedBy(mark));
    holding.reached(QUICK, 90);
    holding.reached(SLOW, 60);
    holding.reached(SLOW, 55);
    const commit = holding.toCommit();
    expect(commit).toMatchObject({ partition: 3, offset: 60 });
    expect(placesOf(commit?.metadata, 60)).toEqual(
      new Map([
        [GONE, 40],
        [SLOW, 60],
        [QUICK, 90],
      ]),
    );
  });

  it('is committed once for each step, and not at all while nobody is here', () => {
    const holding = new Holding(3, committed());
    expect(holding.toCommit()).toBeUndefined();
    holding.joinedBy(SLOW);
    holding.reached(SLOW, 51);
    const commit = holding.toCommit();
    holding.committed(commit!);
    expect(holding.toCommit()).toBeUndefined();
    holding.reached(SLOW, 52);
    expect(holding.toCommit()).toMatchObject({ offset: 52 });
  });
});
