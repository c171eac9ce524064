import { collectByOf } from './collection-term';

describe('how long a key is kept', () => {
  it.each([
    ['2026-03-02T01:00:00.000Z', '2026-05-31T16:00:00.000Z'],
    // Already the next day in China.
    ['2026-03-02T16:00:00.000Z', '2026-06-01T16:00:00.000Z'],
    ['2026-12-01T01:00:00.000Z', '2027-03-01T16:00:00.000Z'],
  ])('from a notice at %s until %s, the end of the ninetieth day in China', (noticeAt, collectBy) =>
    expect(collectByOf(noticeAt)).toBe(collectBy),
  );
});
