import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenCollectionRemindedThenMailWhereToCollect as policy } from './when-collection-reminded-then-mail-where-to-collect.policy';

const where = { agencyId: 'BJ', pickupPointId: 'BJ-12', papers: ['application-form' as const], toReturn: ['EK1'] };
const reminded = (daysAfter: number, id: string) =>
  published(
    'issuance.CollectionReminded.v1',
    {
      ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', attempt: 1, tokenSerial: 'TK0000000042' },
      ...{ ...where, daysAfter, collectBy: '2026-06-10T16:00:00.000Z', remindedAt: '2026-03-19T01:00:00.000Z' },
    },
    { id },
  );

describe('when an enterprise is to be reminded of a key that waits', () => {
  it('then place, papers and deadline are mailed once more', () => {
    const [target, ...others] = policy.react(reminded(7, 'fact-1'));
    expect(others).toEqual([]);
    const parameters = { ...where, daysAfter: 7, collectBy: '2026-06-10T16:00:00.000Z' };
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, address: null, purpose: 'collection-reminder', parameters },
    });
  });
  it('then each reminder is a mail of its own, and one told twice is one mail', () => {
    const [first] = policy.react(reminded(7, 'fact-1'));
    expect(policy.react(reminded(30, 'fact-2'))[0]?.id).not.toBe(first?.id);
    expect(policy.react(reminded(7, 'fact-1'))[0]?.id).toBe(first?.id);
  });
});
