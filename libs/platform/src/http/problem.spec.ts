import { reject } from '@ekey/kernel';
import { problemOf, problemsOf } from './problem';

const problems = problemsOf<'ShelfIsFull' | 'ThingUnknown'>({
  ShelfIsFull: { status: 409, zh: '架子已满。', en: 'The shelf is full.' },
  ThingUnknown: { status: 422, field: 'thing', zh: '没有此物。', en: 'There is no such thing.' },
});

describe('a refusal of a decider', () => {
  it('names the field that is to blame, where one is', () => {
    const said = { zh: '没有此物。', en: 'There is no such thing.' };
    expect(problemOf(problems, reject('ThingUnknown')).content).toEqual({
      ...{ status: 422, code: 'ThingUnknown', ...said },
      errors: [{ field: 'thing', code: 'ThingUnknown', ...said }],
    });
  });

  it('names none where the state is in the way, and keeps its detail', () => {
    expect(problemOf(problems, reject('ShelfIsFull', { holds: 3 })).content).toEqual({
      ...{ status: 409, code: 'ShelfIsFull', zh: '架子已满。', en: 'The shelf is full.' },
      members: { holds: 3 },
    });
  });
});
