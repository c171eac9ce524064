import { viewPart, type Fact, type View } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { everyAnswer } from './every-answer';
import { memoryViews } from './testing';

const numbers: View<{ one: { n: number } }, { n: number }> = {
  name: 'numbers',
  version: 1,
  parts: {
    one: viewPart<{ n: number }, Fact<'Counted', { n: number }>>({
      from: 'own',
      category: 'test.Number',
      on: ['Counted'],
      key: ({ meta }) => meta.stream,
      project: (_part, { data }) => ({ n: data.n }),
    }),
  },
  answer: ({ one }) => one ?? null,
  indexes: { n: ({ n }) => n },
};

describe('every answer', () => {
  it('comes once and in order, over as many pages as there are', async () => {
    const views = memoryViews();
    await views.open([numbers]);
    const facts = Array.from({ length: 450 }, (_, n) =>
      recorded({ type: 'Counted', data: { n } }, { stream: `test.Number-${n}` }),
    );
    await views.apply(numbers, facts);
    const seen: number[] = [];
    for await (const { n } of everyAnswer(views, numbers, { where: { n: { from: 10 } }, orderBy: 'n' })) seen.push(n);
    expect(seen).toEqual(Array.from({ length: 440 }, (_, index) => index + 10));
    await views.close();
  });
});
