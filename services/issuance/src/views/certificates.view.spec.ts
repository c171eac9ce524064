import { answerOf } from '@ekey/kernel/testing';
import type { CertificateEvent } from '../certificate/certificate.events';
import { named, releasedOnHold, validity } from '../testing/example-certificate';
import { recordedHistory } from '../testing/recorded-history';
import { certificates } from './certificates.view';

const way: readonly CertificateEvent[] = [
  ...releasedOnHold,
  { type: 'CertificateActivated', data: { ...named, at: 'then' } },
];
const shown = (...facts: readonly CertificateEvent[]) =>
  answerOf(certificates, '4A', recordedHistory('issuance.Certificate-4A', facts));

describe('a certificate', () => {
  it('is on hold from its first fact', () =>
    expect(shown(...way.slice(0, 1))).toMatchObject({
      serial: '4A',
      standing: 'on-hold',
      isReleased: false,
    }));
  it('is shown once its hold is published', () => {
    expect(shown(...way.slice(0, 3))).toMatchObject({ isReleased: false, ...validity });
    expect(shown(...way.slice(0, 4))).toMatchObject({ standing: 'on-hold', isReleased: true });
  });
  it('goes live with the hand-over, and is revoked for a reason', () => {
    expect(shown(...way)).toMatchObject({ standing: 'live', changedAt: '2026-03-02T02:00:04.000Z' });
    const revoked: CertificateEvent = {
      type: 'CertificateRevoked',
      data: { ...named, reason: 'superseded', revocationId: 'r', at: 'then' },
    };
    expect(shown(...way, revoked)).toMatchObject({ standing: 'revoked', reason: 'superseded' });
  });
  it('is suspended with its key, and live again when that is taken back', () => {
    const held = { ...named, revocationId: 'r', at: 'then' };
    const suspended: CertificateEvent = { type: 'CertificateSuspended', data: held };
    expect(shown(...way, suspended)).toMatchObject({ standing: 'suspended', changedAt: '2026-03-02T02:00:05.000Z' });
    expect(shown(...way, suspended, { type: 'CertificateReinstated', data: held })).toMatchObject({ standing: 'live' });
  });
  it('is none where its number was withheld', () =>
    expect(
      shown({ type: 'SerialNumberWithheld', data: { serial: '4A', revocationId: 'r', withheldAt: 'then' } }),
    ).toBeNull());
});
