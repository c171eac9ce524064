import { publishedFacts, type Published } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenCertificateEndsOrReturnsThenEndOrRestoreKeyAccess as policy } from './when-certificate-ends-or-returns-then-end-or-restore-key-access.policy';

const serial = '4A'.repeat(16);
const now = '2026-12-20T02:00:00.000Z';
const certificate = { serial, caseId: '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01', uscc: '91310000MA1FL4QT9X', at: now };
const meta = { stream: `issuance.Certificate-${serial}`, recordedAt: now };

const told = (type: (typeof policy.on)[number], more: object = {}) => {
  const data = publishedFacts[type].parse({ ...certificate, ...more });
  return policy.react(recorded({ type, data } as Published<typeof type>, meta));
};

describe('when a certificate ends or returns then end or restore the access by its key', () => {
  it('ends it with a suspension', () =>
    expect(told('issuance.CertificateSuspended.v1')).toEqual([
      { id: serial, command: { type: 'EndKeyAccess', data: { serial, ground: 'suspended', now } } },
    ]));
  it('ends it with a revocation', () =>
    expect(told('issuance.CertificateRevoked.v1', { reason: 'keyCompromise' })).toEqual([
      { id: serial, command: { type: 'EndKeyAccess', data: { serial, ground: 'revoked', now } } },
    ]));
  it('restores it once the hold is lifted', () =>
    expect(told('issuance.CertificateReinstated.v1')).toEqual([
      { id: serial, command: { type: 'RestoreKeyAccess', data: { now } } },
    ]));
});
