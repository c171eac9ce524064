import { BadQuery, type Page, type ViewQuery, type ViewStore } from '../views.port';
import { claimed, closed, made, opened, queue, type QueueItem } from './review-queue';
import type { Given } from './views-under-test';

/** What can be asked, in which order it is answered, and page by page. */
export function describeSearching(given: Given): void {
  let views: ViewStore;
  beforeEach(() => {
    views = given().views;
  });

  const keys = (page: Page<QueueItem>): readonly string[] => page.items.map(({ caseId }) => caseId);
  const find = async (query: Partial<ViewQuery>): Promise<readonly string[]> =>
    keys(await views.find(queue, { limit: 200, ...query }));
  /** Every page from the first to the last, one document more than fits on none. */
  const pagesOf = async (query: ViewQuery): Promise<readonly (readonly string[])[]> => {
    const pages: (readonly string[])[] = [];
    for (let after: string | undefined; ;) {
      const page: Page<QueueItem> = await views.find(queue, after === undefined ? query : { ...query, after });
      pages.push(keys(page));
      if (page.next === undefined) return pages;
      after = page.next;
    }
  };

  describe('searching', () => {
    beforeEach(async () => {
      await views.apply(queue, [
        opened('c1', 'A1', '2026-03-01T00:00:00.000Z'),
        opened('c2', 'A2', '2026-03-02T00:00:00.000Z'),
        opened('c3', 'A1', '2026-03-03T00:00:00.000Z'),
        opened('c4', 'A3', '2026-03-04T00:00:00.000Z'),
        claimed('c1', 1, 'o7'),
        claimed('c4', 1, 'o8'),
        made('c2', 0, 10),
        made('c3', 0, 9),
      ]);
    });

    it.each<[string, ViewQuery['where'], readonly string[]]>([
      ['a value', { authority: 'A1' }, ['c1', 'c3']],
      ['a number', { made: 9 }, ['c3']],
      ['nothing', { officer: null }, ['c2', 'c3']],
      ['one of several values', { authority: { in: ['A2', 'A3', 'A9'] } }, ['c2', 'c4']],
      ['one of several, nothing among them', { officer: { in: ['o8', null] } }, ['c2', 'c3', 'c4']],
      ['one of none', { authority: { in: [] } }, []],
      [
        'a half-open range',
        { openedAt: { from: '2026-03-02T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' } },
        ['c2', 'c3'],
      ],
      ['a range with a beginning', { made: { from: 10 } }, ['c2']],
      ['a range with an end, which holds no null', { made: { to: 10 } }, ['c3']],
      ['a range without ends: anything but null', { made: {} }, ['c2', 'c3']],
      ['all conditions at once', { authority: 'A1', officer: null, made: { from: 1 } }, ['c3']],
      ['what there is not', { authority: '' }, []],
    ])('finds %s', async (_what, where, expected) => {
      expect(await find(where === undefined ? {} : { where })).toEqual(expected);
      expect(await views.count(queue, where)).toBe(expected.length);
    });

    it('sorts by the key, by an index, upwards and downwards, null first, ties by the key', async () => {
      expect(await find({})).toEqual(['c1', 'c2', 'c3', 'c4']);
      expect(await find({ descending: true })).toEqual(['c4', 'c3', 'c2', 'c1']);
      expect(await find({ orderBy: 'made' })).toEqual(['c1', 'c4', 'c3', 'c2']);
      expect(await find({ orderBy: 'made', descending: true })).toEqual(['c2', 'c3', 'c4', 'c1']);
      expect(await find({ orderBy: 'authority', descending: true })).toEqual(['c4', 'c2', 'c3', 'c1']);
    });

    it('finds a document by what it is now, and no longer by what it was', async () => {
      await views.apply(queue, [claimed('c1', 2, 'o9')]);
      expect(await find({ where: { officer: 'o7' } })).toEqual([]);
      expect(await find({ where: { officer: 'o9' } })).toEqual(['c1']);
    });

    it.each<[string, Partial<ViewQuery>]>([
      ['an index that is not declared', { where: { shoeSize: 1 } }],
      ['a name that every object has', { where: { constructor: 'x' } }],
      ['an order that is not declared', { orderBy: 'shoeSize' }],
      ['an order that every object has', { orderBy: '__proto__' }],
      ['SQL for an index', { where: { 'authority" = 1 OR "key': 'x' } }],
      ['an empty page', { limit: 0 }],
      ['too long a page', { limit: 201 }],
      ['half a page', { limit: 1.5 }],
      ['too many values', { where: { authority: { in: Array.from({ length: 501 }, String) } } }],
      ['a value of another kind', { where: { authority: { in: [{} as never] } } }],
      ['a bound of another kind', { where: { authority: { from: true as never } } }],
      ['a condition that was forgotten', { where: { authority: undefined as never } }],
      ['a number that is none', { where: { made: Number.NaN } }],
    ])('refuses %s', async (_what, query) => {
      await expect(views.find(queue, { limit: 10, ...query })).rejects.toThrow(BadQuery);
    });
  });

  describe('paging', () => {
    const all = Array.from({ length: 23 }, (_none, index) => `c${String(index).padStart(2, '0')}`);
    beforeEach(async () => {
      await views.apply(
        queue,
        all.flatMap((caseId, index) => [
          opened(caseId, `A${index % 3}`),
          ...(index % 2 === 0 ? [made(caseId, 0, index % 5)] : []),
        ]),
      );
    });

    it.each<[Omit<ViewQuery, 'limit'>]>([
      [{}],
      [{ descending: true }],
      [{ orderBy: 'authority' }],
      [{ orderBy: 'authority', descending: true }],
      [{ orderBy: 'made' }],
      [{ orderBy: 'made', descending: true }],
      [{ orderBy: 'made', where: { authority: 'A1' } }],
      [{ orderBy: 'made', where: { made: { from: 1 } } }],
    ])('shows every document once, in the order of one long page: %j', async (query) => {
      const whole = await find(query);
      for (const limit of [1, 2, 5, 22, 23, 24]) expect((await pagesOf({ ...query, limit })).flat()).toEqual(whole);
    });

    it('tells of a next page only where there is one', async () => {
      expect((await pagesOf({ limit: 23 })).map(({ length }) => length)).toEqual([23]);
      expect((await pagesOf({ limit: 22 })).map(({ length }) => length)).toEqual([22, 1]);
    });

    it('neither repeats nor skips what stands still while documents come and go', async () => {
      const first = await views.find(queue, { limit: 5 });
      await views.apply(queue, [closed('c03', 1), closed('c07', 1), opened('b99'), opened('c055')]);
      const second = await views.find(queue, { limit: 5, after: first.next as string });
      expect(keys(second)).toEqual(['c05', 'c055', 'c06', 'c08', 'c09']);
    });

    it('refuses a cursor of another query, a broken one, one made up', async () => {
      const { next } = await views.find(queue, { limit: 5, where: { authority: 'A1' } });
      const cursor = next as string;
      expect(keys(await views.find(queue, { limit: 7, where: { authority: 'A1' }, after: cursor })).length).toBe(3);
      await expect(views.find(queue, { limit: 5, after: cursor })).rejects.toThrow(BadQuery);
      await expect(views.find(queue, { limit: 5, where: { authority: 'A2' }, after: cursor })).rejects.toThrow(
        BadQuery,
      );
      await expect(
        views.find(queue, { limit: 5, where: { authority: 'A1' }, descending: true, after: cursor }),
      ).rejects.toThrow(BadQuery);
      const [mark] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string];
      const forged = [
        [mark],
        [mark, null],
        [mark, {}, 'c1'],
        [mark, null, 7],
        [mark, null, 'c1', 'c2'],
        { 0: mark },
        null,
        'x',
        [],
      ].map((content) => Buffer.from(JSON.stringify(content)).toString('base64url'));
      for (const after of ['', 'x', '!', 'null', cursor.slice(2), 'A'.repeat(5000), ...forged]) {
        await expect(views.find(queue, { limit: 5, where: { authority: 'A1' }, after })).rejects.toThrow(BadQuery);
      }
    });
  });
}
