import { recorded } from '@ekey/kernel/testing';
import { caseId, now } from '../key-application/key-application.examples';
import { whenUnlockRequestAnsweredThenRecordTheAnswer as policy } from './when-unlock-request-answered-then-record-the-answer.policy';

const asked = { caseId, tokenSerial: 'EK26000001', requestId: 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0003' };

describe('when a request to unlock a key is answered', () => {
  it.each(['unlocked', 'suspended', 'not-authorised'] as const)('with %s, then its case says so', (outcome) => {
    const data = { ...asked, outcome, answeredAt: now };
    const answered = recorded(
      { type: 'issuance.UnlockRequestAnswered.v1' as const, data },
      { stream: 'issuance.Unlock-case-1.1' },
    );
    const { requestId } = asked;
    expect(policy.react(answered)).toEqual([
      { id: caseId, command: { type: 'RecordUnlockAnswer', data: { requestId, outcome, now } } },
    ]);
  });
});
