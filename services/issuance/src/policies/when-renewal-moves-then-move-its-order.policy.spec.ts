import { publishedFacts, type Published } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { notAfter, now, ofAttempt, oldSerials, renewalId, request, serials } from '../testing/example-renewal';
import { whenRenewalMovesThenMoveItsOrder as policy } from './when-renewal-moves-then-move-its-order.policy';

const told = (type: (typeof policy.on)[number], more: object) => {
  const data = publishedFacts[type].parse({ ...ofAttempt(), kind: 'renewal', ...more });
  const fact = { type, data } as Published<typeof type>;
  return policy.react(recorded(fact, { stream: `renewal.Renewal-${renewalId}`, recordedAt: now }));
};

describe('when a renewal moves', () => {
  it('to asking for a certificate, then that is taken up under its case', () => {
    const asked = { ...request('signing'), spkiSha256: 'c'.repeat(64) };
    expect(told('renewal.RenewalCertificateRequested.v1', { ...asked, at: now })).toEqual([
      { id: renewalId, command: { type: 'TakeRequest', data: { ...asked, now } } },
    ]);
  });
  it('to its success, then its order is completed', () => {
    const pairs = { certificates: serials, oldCertificates: oldSerials };
    const more = { ...pairs, tokenSerial: 'EK26000001', agencyId: 'shanghai', notAfter, renewedAt: now };
    expect(told('renewal.CertificateRenewed.v1', more)).toEqual([
      { id: renewalId, command: { type: 'CompleteRenewal', data: { attempt: 1, ...pairs, now } } },
    ]);
  });
  it('past an attempt, then that is an orphan', () =>
    expect(told('renewal.RenewalAttemptAbandoned.v1', { at: now })).toEqual([
      { id: renewalId, command: { type: 'OrphanAttempt', data: { attempt: 1, now } } },
    ]));
  it('to another end, then so is what is left', () =>
    expect(told('renewal.RenewalEnded.v1', { serial: oldSerials.signing, ground: 'expired', endedAt: now })).toEqual([
      { id: renewalId, command: { type: 'OrphanWhatIsLeft', data: { now } } },
    ]));
});
