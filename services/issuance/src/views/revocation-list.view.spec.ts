import { answerOf } from '@ekey/kernel/testing';
import type { CertificateEvent } from '../certificate/certificate.events';
import { recordedHistory } from '../testing/recorded-history';
import { revocationListView } from './revocation-list.view';

const named = { serial: '4A', caseId: 'case-1', uscc: 'X' };
const reserved = { type: 'SerialNumberReserved', data: { ...named, reservedAt: 'since-then' } } as CertificateEvent;
const activated: CertificateEvent = { type: 'CertificateActivated', data: { ...named, at: 'then' } };
const revoked: CertificateEvent = {
  type: 'CertificateRevoked',
  data: { ...named, reason: 'keyCompromise', revocationId: 'r', at: 'at-last' },
};
const shown = (...facts: readonly CertificateEvent[]) =>
  answerOf(revocationListView, '4A', recordedHistory('issuance.Certificate-4A', facts));

describe('what the revocation list says of a serial number', () => {
  it('on hold from its reservation, with the place in the log that made it so', () =>
    expect(shown(reserved)).toEqual({
      key: '4A',
      listed: { reason: 'certificateHold', since: 'since-then' },
      position: 100,
      recordedAt: '2026-03-02T02:00:00.000Z',
    }));
  it('nothing any more once it is live', () =>
    expect(shown(reserved, activated)).toMatchObject({ listed: null, position: 101 }));
  it('on hold again while its key is suspended, and nothing once it was taken back', () => {
    const held = { ...named, revocationId: 'r', at: 'since-the-loss' };
    const suspended: CertificateEvent = { type: 'CertificateSuspended', data: held };
    const way = [reserved, activated, suspended] as const;
    expect(shown(...way)).toMatchObject({
      listed: { reason: 'certificateHold', since: 'since-the-loss' },
      position: 102,
    });
    expect(shown(...way, { type: 'CertificateReinstated', data: held })).toMatchObject({ listed: null, position: 103 });
  });
  it('revoked, and why', () =>
    expect(shown(reserved, activated, revoked)).toMatchObject({
      listed: { reason: 'keyCompromise', since: 'at-last' },
    }));
  it('has a place for mere refreshments too, so that the next list has another number', () => {
    const refreshed = { type: 'RevocationListRefreshed', data: { refreshedAt: 'then' } };
    const facts = recordedHistory('issuance.RevocationList-issuing-authority', [refreshed], 7);
    expect(answerOf(revocationListView, 'issuing-authority', facts)).toMatchObject({ listed: null, position: 107 });
  });
});
