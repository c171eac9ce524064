import { viewPart, type Fact, type Recorded, type View } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { BadQuery, ViewBehind, type Page, type ViewQuery, type ViewStore } from './views.port';

/** A store that waits 200 ms for a revision, and what may happen to it from outside. */
export interface ViewsUnderTest {
  readonly views: ViewStore;
  /** Opens it again as a new process would. */
  readonly reopen: () => Promise<ViewStore>;
  /** Changes what the live table of the view says of a document, behind the store's back. */
  readonly tamper: (view: string, key: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

type Own =
  | { type: 'ReviewOpened'; data: { caseId: string; authority: string; openedAt: string } }
  | { type: 'TaskClaimed'; data: { officer: string } }
  | { type: 'ReviewClosed'; data: object };
interface Task {
  readonly authority: string;
  readonly openedAt: string;
  readonly officer?: string;
}
interface Order {
  readonly made: number;
}
interface Parts {
  readonly task: Task;
  readonly order: Order;
}
interface QueueItem {
  readonly caseId: string;
  readonly authority: string;
  readonly openedAt: string;
  readonly officer: string | null;
  readonly made: number | null;
}

const taskPart = viewPart<Task, Own>({
  from: 'own',
  category: 'review.Review',
  on: ['ReviewOpened', 'TaskClaimed', 'ReviewClosed'],
  key: (fact) => fact.meta.stream.slice('review.Review-'.length),
  project: (part, fact) => {
    if (fact.type === 'ReviewOpened') return { authority: fact.data.authority, openedAt: fact.data.openedAt };
    if (fact.type === 'ReviewClosed') return null;
    return part && { ...part, officer: fact.data.officer };
  },
});
const orderPart = viewPart<Order, Fact<'issuance.KeyMade.v1', { caseId: string; made: number }>>({
  from: 'issuance.events',
  category: 'issuance.KeyOrder',
  on: ['issuance.KeyMade.v1'],
  key: (fact) => fact.data.caseId,
  project: (_part, fact) => ({ made: fact.data.made }),
});

const queueOf = (version: number): View<Parts, QueueItem> => ({
  name: 'review-queue',
  version,
  parts: { task: taskPart, order: orderPart },
  answer: ({ task, order }, caseId) =>
    task === undefined
      ? null
      : {
          caseId,
          authority: task.authority,
          openedAt: task.openedAt,
          officer: task.officer ?? null,
          made: order?.made ?? null,
        },
  indexes: {
    authority: (item) => item.authority,
    openedAt: (item) => item.openedAt,
    officer: (item) => item.officer,
    made: (item) => item.made,
    ...(version > 1 ? { caseId: (item: QueueItem) => item.caseId } : {}),
  },
});
const queue = queueOf(1);

const own = (caseId: string, revision: number, fact: Own): Recorded =>
  recorded(fact as Fact, { stream: `review.Review-${caseId}`, revision });
const opened = (caseId: string, authority = 'A1', openedAt = '2026-03-02T01:00:00.000Z'): Recorded =>
  own(caseId, 0, { type: 'ReviewOpened', data: { caseId, authority, openedAt } });
const claimed = (caseId: string, revision: number, officer: string): Recorded =>
  own(caseId, revision, { type: 'TaskClaimed', data: { officer } });
const closed = (caseId: string, revision: number): Recorded =>
  own(caseId, revision, { type: 'ReviewClosed', data: {} });
const made = (caseId: string, revision: number, count: number): Recorded =>
  recorded(
    { type: 'issuance.KeyMade.v1', data: { caseId, made: count } },
    { stream: `issuance.KeyOrder-${caseId}`, revision },
  );
/** A fact of the own stream that the view does not project. */
const unheard = (caseId: string, revision: number): Recorded =>
  recorded({ type: 'MarksSaved', data: {} }, { stream: `review.Review-${caseId}`, revision });

async function* batches(...facts: readonly Recorded[]): AsyncIterable<readonly Recorded[]> {
  for (let from = 0; from < facts.length; from += 3) yield facts.slice(from, from + 3);
}

/** What every store of views must do. */
export function describeViewsContract(name: string, make: () => Promise<ViewsUnderTest>): void {
  describe(`views (${name})`, () => {
    let under: ViewsUnderTest;
    let views: ViewStore;
    beforeEach(async () => {
      under = await make();
      views = under.views;
      await views.open([queue]);
    });
    afterEach(() => under.dispose());

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

    describe('projecting facts', () => {
      it('knows no document at first', async () => {
        expect(await views.get(queue, 'c1')).toBeNull();
        expect(await views.find(queue, { limit: 10 })).toEqual({ items: [] });
        expect(await views.count(queue)).toBe(0);
      });

      it('gives the same answer as the kernel, in this process and the next', async () => {
        const facts = [opened('c1'), claimed('c1', 1, 'o7'), made('c1', 4, 2)];
        await views.apply(queue, facts);
        const expected = answerOf(queue, 'c1', facts);
        expect(await views.get(queue, 'c1')).toEqual(expected);
        expect(expected).toMatchObject({ officer: 'o7', made: 2 });
        const later = await under.reopen();
        await later.open([queue]);
        expect(await later.get(queue, 'c1')).toEqual(expected);
        expect(await later.count(queue, { officer: 'o7' })).toBe(1);
      });

      it('goes on from where the process before has stopped', async () => {
        await views.apply(queue, [opened('c1')]);
        const later = await under.reopen();
        await later.open([queue]);
        await later.apply(queue, [opened('c1', 'other'), claimed('c1', 1, 'o7')]);
        expect(await later.get(queue, 'c1')).toMatchObject({ authority: 'A1', officer: 'o7' });
      });

      it('drops what comes twice or late, whichever order the sources arrive in', async () => {
        const facts = [
          opened('c1'),
          claimed('c1', 1, 'o7'),
          claimed('c1', 2, 'o8'),
          made('c1', 3, 1),
          made('c1', 9, 2),
        ];
        const [a, b, c, d, e] = facts as [Recorded, Recorded, Recorded, Recorded, Recorded];
        const orders = [
          [a, b, c, d, e],
          [d, e, a, b, c],
          [a, d, b, b, e, c, a, d, b],
          [e, d, a, b, c, c],
        ];
        for (const [index, order] of orders.entries()) {
          const caseId = `case-${index}`;
          const moved = order.map((fact) => JSON.parse(JSON.stringify(fact).replaceAll('c1', caseId)) as Recorded);
          for (const fact of moved) await views.apply(queue, [fact]);
          expect(await views.get(queue, caseId)).toEqual({
            caseId,
            authority: 'A1',
            openedAt: '2026-03-02T01:00:00.000Z',
            officer: 'o8',
            made: 2,
          });
        }
      });

      it('keeps documents whose answer is not complete out of sight, and in mind', async () => {
        await views.apply(queue, [made('c1', 0, 5)]);
        expect(await views.get(queue, 'c1')).toBeNull();
        expect(await views.count(queue)).toBe(0);
        expect(await find({ where: { made: null } })).toEqual([]);
        await views.apply(queue, [opened('c1')]);
        expect(await views.get(queue, 'c1')).toMatchObject({ made: 5 });
        expect(await find({ where: { made: 5 } })).toEqual(['c1']);
      });

      it('takes a document back, and does not bring it again for a latecomer', async () => {
        await views.apply(queue, [opened('c1'), closed('c1', 1)]);
        await views.apply(queue, [opened('c1')]);
        expect(await views.get(queue, 'c1')).toBeNull();
        expect(await find({ where: { authority: 'A1' } })).toEqual([]);
        expect(await views.count(queue)).toBe(0);
      });

      it('takes a batch whole or not at all', async () => {
        const hurtful = recorded(
          { type: 'ReviewOpened', data: null as unknown as object },
          { stream: 'review.Review-c2' },
        );
        await expect(views.apply(queue, [opened('c1'), hurtful])).rejects.toThrow(TypeError);
        expect(await views.get(queue, 'c1')).toBeNull();
        await views.apply(queue, [opened('c1')]);
        expect(await views.get(queue, 'c1')).not.toBeNull();
      });

      it('takes many batches at once, each in its order', async () => {
        const cases = Array.from({ length: 40 }, (_none, index) => `c${index}`);
        await Promise.all(
          cases.flatMap((caseId) => [
            views.apply(queue, [opened(caseId)]),
            views.apply(queue, [claimed(caseId, 1, `o-${caseId}`)]),
          ]),
        );
        for (const caseId of cases) expect(await views.get(queue, caseId)).toMatchObject({ officer: `o-${caseId}` });
        expect(await views.count(queue)).toBe(40);
      });

      it('keeps any text as it is', async () => {
        const odd = `'"; DROP TABLE "view review-queue 1"; -- 𠮷\n\u0000`;
        await views.apply(queue, [opened('__proto__', odd), opened('constructor')]);
        expect(await views.get(queue, '__proto__')).toMatchObject({ authority: odd });
        expect(await find({ where: { authority: odd } })).toEqual(['__proto__']);
      });

      it('refuses a view that was not opened', async () => {
        await expect(views.apply(queueOf(2), [opened('c1')])).rejects.toThrow(RangeError);
        await expect(views.get(queueOf(2), 'c1')).rejects.toThrow(RangeError);
      });

      it('refuses indexes that changed without a new version', async () => {
        const later = await under.reopen();
        await expect(later.open([{ ...queueOf(2), version: 1 }])).rejects.toThrow(
          'the indexes of review-queue changed: raise its version',
        );
      });

      it.each([['Review Queue'], ['x"; DROP TABLE y'], ['']])('refuses the name %j for a view', async (wrong) => {
        await expect(views.open([{ ...queue, name: wrong }])).rejects.toThrow(RangeError);
      });
    });

    describe('reading what one has written', () => {
      it('answers at once where the view has got there', async () => {
        await views.apply(queue, [opened('c1'), claimed('c1', 1, 'o7')]);
        expect(await views.get(queue, 'c1', { service: 'review', revision: 1 })).toMatchObject({ officer: 'o7' });
      });

      it('waits until the view has got there', async () => {
        await views.apply(queue, [opened('c1')]);
        const reading = views.get(queue, 'c1', { service: 'review', revision: 2 });
        await views.apply(queue, [claimed('c1', 1, 'o7')]);
        await views.apply(queue, [claimed('c1', 2, 'o8')]);
        expect(await reading).toMatchObject({ officer: 'o8' });
      });

      it('waits for a document that is not there yet', async () => {
        const reading = views.get(queue, 'c1', { service: 'review', revision: 0 });
        await views.apply(queue, [opened('c2')]);
        await views.apply(queue, [opened('c1')]);
        expect(await reading).toMatchObject({ caseId: 'c1' });
      });

      it('counts facts of the stream that the view does not project', async () => {
        await views.apply(queue, [opened('c1')]);
        const reading = views.get(queue, 'c1', { service: 'review', revision: 1 });
        await views.apply(queue, [unheard('c1', 1)]);
        expect(await reading).toMatchObject({ caseId: 'c1', officer: null });
      });

      it('does not take the revision of one service for that of another', async () => {
        await views.apply(queue, [opened('c1'), made('c1', 9, 1)]);
        await expect(views.get(queue, 'c1', { service: 'review', revision: 5 })).rejects.toThrow(ViewBehind);
        expect(await views.get(queue, 'c1', { service: 'issuance', revision: 9 })).toMatchObject({ made: 1 });
      });

      it('gives up after its patience', async () => {
        await expect(views.get(queue, 'c1', { service: 'review', revision: 0 })).rejects.toThrow(ViewBehind);
      });

      it('refuses to wait for a service that the view hears nothing of', async () => {
        await expect(views.get(queue, 'c1', { service: 'notify', revision: 0 })).rejects.toThrow(BadQuery);
      });

      it('lets nobody wait for a store that closes', async () => {
        const reading = views.get(queue, 'c1', { service: 'review', revision: 0 });
        const answer = expect(reading).rejects.toThrow(ViewBehind);
        await views.close();
        await answer;
      });
    });

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

    describe('a new version of a view', () => {
      const facts = [
        opened('c1'),
        claimed('c1', 1, 'o7'),
        opened('c2'),
        made('c2', 0, 1),
        opened('c3'),
        closed('c3', 1),
      ];
      const next = queueOf(2);
      beforeEach(async () => {
        await views.apply(queue, facts);
        views = await under.reopen();
        await views.open([next]);
      });

      it('answers nobody until it is switched to, and takes facts meanwhile', async () => {
        expect(views.pending()).toEqual([next]);
        await views.apply(next, facts);
        await expect(views.get(next, 'c1')).rejects.toThrow(ViewBehind);
        await expect(views.find(next, { limit: 1 })).rejects.toThrow(ViewBehind);
        await views.switchTo(next);
        expect(views.pending()).toEqual([]);
        expect(keys(await views.find(next, { limit: 9, where: { caseId: { in: ['c1', 'c3'] } } }))).toEqual(['c1']);
      });

      it('goes on growing in the next process', async () => {
        await views.apply(next, facts.slice(0, 3));
        const later = await under.reopen();
        await later.open([next]);
        expect(later.pending()).toEqual([next]);
        await later.apply(next, facts.slice(3));
        await later.switchTo(next);
        expect(await later.count(next)).toBe(2);
      });

      it('is built from its facts at once, where they are at hand', async () => {
        await views.rebuild(next, batches(...facts));
        expect(views.pending()).toEqual([]);
        expect(await views.get(next, 'c2')).toMatchObject({ made: 1 });
        const later = await under.reopen();
        await later.open([next]);
        expect(later.pending()).toEqual([]);
        expect(await later.count(next)).toBe(2);
      });
    });

    describe('rebuilding', () => {
      const facts = [
        opened('c1'),
        claimed('c1', 1, 'o7'),
        opened('c2'),
        made('c2', 0, 1),
        opened('c3'),
        closed('c3', 1),
      ];
      beforeEach(() => views.apply(queue, facts));

      it('says that a sound view equals its facts', async () => {
        expect(await views.compare(queue, batches(...facts))).toEqual({ equal: true, documents: 3, differing: 0 });
      });

      it('says which document differs, and puts it right', async () => {
        await under.tamper('review-queue', 'c2');
        expect(await views.compare(queue, batches(...facts))).toEqual({
          equal: false,
          documents: 3,
          differing: 1,
          firstDifference: 'c2',
        });
        await views.rebuild(queue, batches(...facts));
        expect(await views.compare(queue, batches(...facts))).toMatchObject({ equal: true });
        expect(await views.get(queue, 'c2')).toMatchObject({ authority: 'A1', made: 1 });
      });

      it('says what is missing and what is too much', async () => {
        expect(await views.compare(queue, batches(...facts, opened('c9')))).toMatchObject({
          differing: 1,
          firstDifference: 'c9',
        });
        expect(await views.compare(queue, batches(...facts.slice(2)))).toMatchObject({
          differing: 1,
          firstDifference: 'c1',
        });
      });

      it('has in it what was applied meanwhile', async () => {
        const meanwhile = async function* (): AsyncIterable<readonly Recorded[]> {
          yield facts.slice(0, 4);
          await views.apply(queue, [claimed('c2', 1, 'o9'), opened('c4')]);
          expect(await views.get(queue, 'c4')).not.toBeNull();
          yield facts.slice(4);
        };
        await views.rebuild(queue, meanwhile());
        expect(await views.get(queue, 'c2')).toMatchObject({ officer: 'o9', made: 1 });
        expect(await views.count(queue)).toBe(3);
        await views.apply(queue, [claimed('c4', 1, 'o1')]);
        expect(await views.get(queue, 'c4')).toMatchObject({ officer: 'o1' });
      });

      it('leaves the live view as it is where the facts cannot be read', async () => {
        const failing = async function* (): AsyncIterable<readonly Recorded[]> {
          yield facts;
          throw new Error('a record is broken');
        };
        await expect(views.rebuild(queue, failing())).rejects.toThrow('a record is broken');
        expect(await views.count(queue)).toBe(2);
        await views.apply(queue, [opened('c4')]);
        expect(await views.compare(queue, batches(...facts, opened('c4')))).toMatchObject({ equal: true });
      });
    });
  });
}
