import { publishedFacts, type Published } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenRenewalSubmittedOrOverThenKeepItWithItsKey as policy } from './when-renewal-submitted-or-over-then-keep-it-with-its-key.policy';

const serial = '4A'.repeat(16);
const renewalId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const now = '2027-02-20T02:00:00.000Z';
const notAfter = '2027-03-12T01:00:00.000Z';
const about = { caseId: renewalId, kind: 'renewal', uscc: '91310000MA1FL4QT9X' };
const meta = { stream: `renewal.Renewal-${renewalId}`, recordedAt: now };

const told = (type: (typeof policy.on)[number], more: object) => {
  const data = publishedFacts[type].parse({ ...about, ...more });
  return policy.react(recorded({ type, data } as Published<typeof type>, meta));
};
const forgotten = [{ id: serial, command: { type: 'ForgetRenewal', data: { renewalId, now } } }];

describe('when a renewal is submitted or over then keep it with its key', () => {
  it('notes it with the certificate that is renewed', () => {
    const submitted = {
      ...{ serial, notAfter, round: 1, nameCn: '上海远帆进出口有限公司', agencyId: 'shanghai', pickupPointId: 'hall' },
      ...{ licenceTypes: ['import'], formNumber: 'EK20270220-7K2M9QDX4T', formVersion: 1, formDigest: 'e'.repeat(64) },
      form: { documentId: `${renewalId}/${'d'.repeat(64)}`, type: 'application/json', size: 900 },
      ...{ changedFields: [], documents: [], submittedBy: `key-${serial}`, submittedAt: now },
      mailTo: { $sealed: 'cipher', owner: `case:${renewalId}`, field: 'mailTo' },
    };
    expect(told('renewal.RenewalSubmitted.v1', submitted)).toEqual([
      { id: serial, command: { type: 'NoteRenewal', data: { renewalId, submittedAt: now, notAfter, now } } },
    ]);
  });
  it('forgets it with its end', () =>
    expect(told('renewal.RenewalEnded.v1', { serial, ground: 'withdrawn', endedAt: now })).toEqual(forgotten));
  it('forgets it, by the old certificate, with its success', () => {
    const renewed = {
      ...{ attempt: 1, tokenSerial: 'EK26000001', agencyId: 'shanghai', notAfter, renewedAt: now },
      oldCertificates: { signing: serial, encryption: '4B'.repeat(16) },
      certificates: { signing: '5A'.repeat(16), encryption: '5B'.repeat(16) },
    };
    expect(told('renewal.CertificateRenewed.v1', renewed)).toEqual(forgotten);
  });
});
