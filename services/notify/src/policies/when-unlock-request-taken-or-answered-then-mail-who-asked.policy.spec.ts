import type { PublishedData } from '@ekey/contracts';
import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenUnlockRequestTakenOrAnsweredThenMailWhoAsked as policy } from './when-unlock-request-taken-or-answered-then-mail-who-asked.policy';

const at = '2026-06-10T02:00:00.000Z';
const tokenSerial = 'TK0000000042';
const request = { caseId: CASE, tokenSerial, requestId: '0f7c2a9e-1b3d-5e4f-8a6b-7c8d9e0f1a05' };
const answered = (outcome: PublishedData<'issuance.UnlockRequestAnswered.v1'>['outcome']) =>
  published('issuance.UnlockRequestAnswered.v1', { ...request, outcome, answeredAt: at });

describe('when a request to unlock a key', () => {
  it('is taken, then its enterprise is mailed at the address of the case', () =>
    expect(policy.react(published('issuance.UnlockRequestTaken.v1', { ...request, takenAt: at }))).toMatchObject([
      {
        command: {
          data: {
            letter: {
              ...{ caseId: CASE, address: null, purpose: 'unlock-requested' },
              parameters: { tokenSerial, takenAt: at },
            },
          },
        },
      },
    ]));
  it.each(['suspended', 'identity-not-established', 'expired'] as const)(
    'ends with %s, then it is told why',
    (outcome) =>
      expect(policy.react(answered(outcome))).toMatchObject([
        {
          command: {
            data: { letter: { purpose: 'unlock-not-done', parameters: { tokenSerial, outcome, answeredAt: at } } },
          },
        },
      ]),
  );
  it('ends with an unlocked key, then that is told by the mail of the key', () =>
    expect(policy.react(answered('unlocked'))).toEqual([]));
});
