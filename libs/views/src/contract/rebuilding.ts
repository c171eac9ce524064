import type { Recorded } from '@ekey/kernel';
import { ViewBehind, type ViewStore } from '../views.port';
import { batches, claimed, closed, made, opened, queue, queueOf } from './review-queue';
import type { Given, ViewsUnderTest } from './views-under-test';

/** New versions beside the live one, and views made again from their facts. */
export function describeRebuilding(given: Given): void {
  let under: ViewsUnderTest;
  let views: ViewStore;
  beforeEach(() => {
    under = given();
    views = under.views;
  });

  describe('a new version of a view', () => {
    const facts = [opened('c1'), claimed('c1', 1, 'o7'), opened('c2'), made('c2', 0, 1), opened('c3'), closed('c3', 1)];
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
      expect(views.edition(next)).toBeUndefined();
      await views.switchTo(next);
      expect(views.pending()).toEqual([]);
      const found = await views.find(next, { limit: 9, where: { caseId: { in: ['c1', 'c3'] } } });
      expect(found.items.map(({ caseId }) => caseId)).toEqual(['c1']);
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
    const facts = [opened('c1'), claimed('c1', 1, 'o7'), opened('c2'), made('c2', 0, 1), opened('c3'), closed('c3', 1)];
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

    it('knows what it was told once, and what it was not', async () => {
      expect(await views.hasMissed(queue, facts)).toBe(false);
      expect(await views.hasMissed(queue, [...facts, claimed('c2', 1, 'o7')])).toBe(true);
      expect(await views.hasMissed(queue, [opened('c9')])).toBe(true);
      expect(await views.hasMissed(queue, [])).toBe(false);
    });

    it('is built where nobody else builds it', async () => {
      await under.tamper('review-queue', 'c2');
      expect(await views.rebuildUnlessAnother(queue, batches(...facts))).toBe(true);
      expect(await views.compare(queue, batches(...facts))).toMatchObject({ equal: true });
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
}
