import { caseByCase } from './case-by-case';

async function* cases(...ids: string[]) {
  yield* ids;
}

describe('what a clock does case by case', () => {
  it('is done for the others where one case is broken', async () => {
    const done: string[] = [];
    await caseByCase(
      cases('a', 'broken', 'c'),
      (id) => id,
      async (id) => {
        if (id === 'broken') throw new Error('its record is broken');
        done.push(id);
      },
    );
    expect(done).toEqual(['a', 'c']);
  });
});
