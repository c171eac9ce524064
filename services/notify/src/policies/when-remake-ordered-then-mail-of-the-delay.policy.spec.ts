import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenRemakeOrderedThenMailOfTheDelay as policy } from './when-remake-ordered-then-mail-of-the-delay.policy';

const remake = (attempt: number) =>
  published('issuance.RemakeOrdered.v1', {
    ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T' },
    ...{ attempt, ground: 'lost', orderedAt: '2026-03-12T01:00:01.000Z' },
  });

describe('when a key must be made again', () => {
  it('then the enterprise is told of the delay', () => {
    const [target, ...others] = policy.react(remake(2));
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, address: null, purpose: 'key-delayed', parameters: { attempt: 2 } },
    });
  });
  it('then it is told again of the next attempt', () =>
    expect(policy.react(remake(3))[0]?.id).not.toBe(policy.react(remake(2))[0]?.id));
});
