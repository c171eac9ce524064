import { recorded } from '@ekey/kernel/testing';
import { certificateOf, now, renewalId, serials } from '../testing/example-renewal';
import { whenHoldPublishedThenRecordRenewalCertificate as policy } from './when-hold-published-then-record-renewal-certificate.policy';

it('a certificate that has left issuance is told to the order of its case', () => {
  const data = { ...certificateOf('signing'), caseId: renewalId, uscc: 'X', crlNumber: 7, publishedAt: now };
  const fact = recorded(
    { type: 'HoldPublished' as const, data },
    { stream: `issuance.Certificate-${serials.signing}`, recordedAt: now },
  );
  expect(policy.react(fact)).toEqual([
    { id: renewalId, command: { type: 'RecordRenewalCertificate', data: { ...certificateOf('signing'), now } } },
  ]);
});
