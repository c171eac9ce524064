import { recorded } from '@ekey/kernel/testing';
import { RecentFacts } from './recent-facts';

const fact = (position: number) => recorded({ type: 'T', data: {} }, { stream: 'review.Review-1', position });
const positions = (recent: RecentFacts, after: number, limit = 10_000) =>
  recent.after(after, limit)?.map(({ meta }) => meta.position);

describe('the newest facts of a topic', () => {
  it('are what stands behind a position, with or without gaps', () => {
    const recent = new RecentFacts(10);
    for (const position of [11, 14, 15, 20]) recent.add(fact(position));
    expect(positions(recent, 10)).toEqual([11, 14, 15, 20]);
    expect(positions(recent, 12)).toEqual([14, 15, 20]);
    expect(positions(recent, 14, 1)).toEqual([15]);
    expect(positions(recent, 20)).toEqual([]);
    expect(positions(recent, 99)).toEqual([]);
  });

  it('are not told of from before they were kept', () => {
    const recent = new RecentFacts(10);
    recent.add(fact(9));
    expect(positions(recent, 9)).toBeUndefined();
    expect(positions(recent, 10)).toEqual([]);
  });

  it('stay few, and whole behind the oldest of them', () => {
    const recent = new RecentFacts(0);
    for (let position = 1; position <= 5_000; position += 1) recent.add(fact(position));
    const oldest = Array.from({ length: 5_000 }, (_none, index) => index).find(
      (each) => positions(recent, each) !== undefined,
    );
    expect(oldest).toBeGreaterThan(3_000);
    expect(positions(recent, oldest as number)?.[0]).toBe((oldest as number) + 1);
    expect(positions(recent, 4_990)).toHaveLength(10);
  });
});
