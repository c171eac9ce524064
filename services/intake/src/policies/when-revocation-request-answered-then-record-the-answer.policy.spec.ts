import { recorded } from '@ekey/kernel/testing';
import { caseId, now } from '../key-application/key-application.examples';
import { whenRevocationRequestAnsweredThenRecordTheAnswer as policy } from './when-revocation-request-answered-then-record-the-answer.policy';

const asked = { caseId, tokenSerial: 'EK26000001', requestId: 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0003' };

describe('when a request to revoke a key is answered', () => {
  it.each(['revoked', 'under-way', 'not-authorised'] as const)('with %s, then its case says so', (outcome) => {
    const data = { ...asked, outcome, answeredAt: now };
    const answered = recorded(
      { type: 'issuance.RevocationRequestAnswered.v1' as const, data },
      { stream: 'issuance.Revocation-case-1.1' },
    );
    const { requestId } = asked;
    expect(policy.react(answered)).toEqual([
      { id: caseId, command: { type: 'RecordRevocationAnswer', data: { requestId, outcome, now } } },
    ]);
  });
});
