import type { Recorded } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { BadQuery, ViewBehind, type ViewQuery, type ViewStore } from '../views.port';
import { claimed, closed, made, opened, queue, queueOf, unheard } from './review-queue';
import type { Given, ViewsUnderTest } from './views-under-test';

/** What facts make of documents, and when a reader sees it. */
export function describeProjecting(given: Given): void {
  let under: ViewsUnderTest;
  let views: ViewStore;
  beforeEach(() => {
    under = given();
    views = under.views;
  });

  const find = async (where: NonNullable<ViewQuery['where']>): Promise<readonly string[]> =>
    (await views.find(queue, { limit: 200, where })).items.map(({ caseId }) => caseId);

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
      const facts = [opened('c1'), claimed('c1', 1, 'o7'), claimed('c1', 2, 'o8'), made('c1', 3, 1), made('c1', 9, 2)];
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

    it('is of one edition, where it knows that, as long as nothing in it changes', async () => {
      const seen = [views.edition(queue)];
      for (const fact of [opened('c1'), claimed('c1', 1, 'o7'), claimed('c1', 1, 'o7')]) {
        await views.apply(queue, [fact]);
        await views.get(queue, 'c1');
        seen.push(views.edition(queue));
      }
      const [first, second, third, again] = seen;
      expect(again).toBe(third);
      if (first !== undefined) expect(new Set([first, second, third]).size).toBe(3);
    });

    it('keeps documents whose answer is not complete out of sight, and in mind', async () => {
      await views.apply(queue, [made('c1', 0, 5)]);
      expect(await views.get(queue, 'c1')).toBeNull();
      expect(await views.count(queue)).toBe(0);
      expect(await find({ made: null })).toEqual([]);
      await views.apply(queue, [opened('c1')]);
      expect(await views.get(queue, 'c1')).toMatchObject({ made: 5 });
      expect(await find({ made: 5 })).toEqual(['c1']);
    });

    it('takes a document back, and does not bring it again for a latecomer', async () => {
      await views.apply(queue, [opened('c1'), closed('c1', 1)]);
      await views.apply(queue, [opened('c1')]);
      expect(await views.get(queue, 'c1')).toBeNull();
      expect(await find({ authority: 'A1' })).toEqual([]);
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
      expect((await views.find(queue, { limit: 50 })).items).toHaveLength(40);
    });

    it('keeps any text as it is', async () => {
      const odd = `'"; DROP TABLE "view review-queue 1"; -- 𠮷\n\u0000`;
      await views.apply(queue, [opened('__proto__', odd), opened('constructor')]);
      expect(await views.get(queue, '__proto__')).toMatchObject({ authority: odd });
      expect(await find({ authority: odd })).toEqual(['__proto__']);
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
}
