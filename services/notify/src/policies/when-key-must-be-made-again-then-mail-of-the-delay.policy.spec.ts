import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenKeyMustBeMadeAgainThenMailOfTheDelay as policy } from './when-key-must-be-made-again-then-mail-of-the-delay.policy';

const order = { caseId: CASE, kind: 'first', uscc: '91110101MA0000007T' } as const;
const lost = published(
  'issuance.ParcelLost.v1',
  { ...order, attempt: 1, parcelId: 'P-1', ground: 'lost', reportedAt: '2026-03-12T01:00:00.000Z' },
  { id: 'fact-1' },
);
const remake = (attempt: number) =>
  published(
    'issuance.RemakeOrdered.v1',
    { ...order, attempt, ground: 'parcel-lost', orderedAt: '2026-03-12T01:00:01.000Z' },
    { id: `fact-${attempt + 1}` },
  );

describe('when a key must be made again', () => {
  it('then the enterprise is told, once for both facts of the same attempt', () => {
    const [target, ...others] = policy.react(lost);
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, purpose: 'key-delayed', parameters: { attempt: 1 } },
    });
    expect(policy.react(remake(1))[0]?.id).toBe(target?.id);
  });
  it('then it is told again of the next attempt', () =>
    expect(policy.react(remake(2))[0]?.id).not.toBe(policy.react(lost)[0]?.id));
});
