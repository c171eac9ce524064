import type { PublishedData } from '@ekey/contracts';
import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenRevocationRequestAnsweredThenMailWhoAsked as policy } from './when-revocation-request-answered-then-mail-who-asked.policy';

const answeredAt = '2026-06-10T02:00:00.000Z';
const tokenSerial = 'TK0000000042';
const request = { caseId: CASE, tokenSerial, requestId: '0f7c2a9e-1b3d-5e4f-8a6b-7c8d9e0f1a05' };
const answered = (outcome: PublishedData<'issuance.RevocationRequestAnswered.v1'>['outcome']) =>
  published('issuance.RevocationRequestAnswered.v1', { ...request, outcome, answeredAt });

describe('when a request to revoke a key', () => {
  it.each(['already-revoked', 'under-way', 'identity-not-established', 'cancelled'] as const)(
    'ends with %s, then it is told why',
    (outcome) =>
      expect(policy.react(answered(outcome))).toMatchObject([
        {
          command: {
            data: { letter: { purpose: 'revocation-not-done', parameters: { tokenSerial, outcome, answeredAt } } },
          },
        },
      ]),
  );
  it('ends with a revoked key, then that is told by the mail of the key', () =>
    expect(policy.react(answered('revoked'))).toEqual([]));
});
