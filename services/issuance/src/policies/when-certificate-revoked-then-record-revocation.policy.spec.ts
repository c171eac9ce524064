import { recorded } from '@ekey/kernel/testing';
import { whenCertificateRevokedThenRecordRevocation as policy } from './when-certificate-revoked-then-record-revocation.policy';

const stream = 'issuance.Certificate-4A';
const told = [
  {
    id: 'case-1.1',
    command: { type: 'RecordRevokedCertificate', data: { serial: '4A', now: '2026-03-02T01:00:00.000Z' } },
  },
];

describe('the revocation of a key is told', () => {
  it('when one of its certificates is revoked', () => {
    const data = {
      serial: '4A',
      caseId: 'case-1',
      uscc: 'X',
      reason: 'superseded' as const,
      revocationId: 'case-1.1',
      at: 'then',
    };
    expect(policy.react(recorded({ type: 'CertificateRevoked', data }, { stream }))).toEqual(told);
  });
  it('when one of its certificates was revoked by another before', () => {
    const data = { serial: '4A', revocationId: 'case-1.1', at: 'then' };
    expect(policy.react(recorded({ type: 'CertificateFoundRevoked', data }, { stream }))).toEqual(told);
  });
  it('when one of its serial numbers will never be used', () => {
    const data = { serial: '4A', revocationId: 'case-1.1', withheldAt: 'then' };
    expect(policy.react(recorded({ type: 'SerialNumberWithheld', data }, { stream }))).toEqual(told);
  });
});
