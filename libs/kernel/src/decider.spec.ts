import { fold, isRejection, reject, type Decider } from './decider';
import type { Fact } from './fact';

type Counted = Fact<'Counted', { by: number }>;
const counter: Decider<Fact<'Count', { by: number }>, { total: number }, Counted, 'TooMuch'> = {
  category: 'test.Counter',
  initial: { total: 0 },
  decide: (command, state) =>
    state.total + command.data.by > 9 ? reject('TooMuch') : [{ type: 'Counted', data: command.data }],
  evolve: (state, fact) => ({ total: state.total + fact.data.by }),
};
const counted = (by: number): Counted => ({ type: 'Counted', data: { by } });

describe('folding facts', () => {
  it('gives the initial state where there are none', () => {
    expect(fold(counter, [])).toBe(counter.initial);
  });

  it('takes one fact after another, in order, from a given state on', () => {
    const order = { initial: '', evolve: (state: string, { data }: Counted) => `${state}${data.by}` };
    expect(fold(order, [counted(1), counted(2), counted(3)])).toBe('123');
    expect(fold(order, [counted(2)], '1')).toBe('12');
  });

  it('gives a rule nothing but state and fact', () => {
    const seen: number[] = [];
    fold({ initial: 0, evolve: (...given: unknown[]) => seen.push(given.length) }, [counted(1)]);
    expect(seen).toEqual([2]);
  });
});

describe('a decision', () => {
  it('is a refusal with a code, or facts, or none', () => {
    const refused = counter.decide({ type: 'Count', data: { by: 10 } }, counter.initial);
    const accepted = counter.decide({ type: 'Count', data: { by: 1 } }, counter.initial);
    expect([isRejection(refused), isRejection(accepted), isRejection([])]).toEqual([true, false, false]);
  });

  it('is refused with a detail only where there is one', () => {
    expect(reject('TooMuch')).toEqual({ rejected: 'TooMuch' });
    expect(reject('TooMuch', { most: 9 })).toEqual({ rejected: 'TooMuch', detail: { most: 9 } });
  });
});
