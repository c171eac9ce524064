import { recorded } from '@ekey/kernel/testing';
import { whenHoldPublishedThenRecordCertificate as policy } from './when-hold-published-then-record-certificate.policy';

it('a certificate whose hold is published is told to its order', () => {
  const certificate = { attempt: 1, use: 'signing' as const, serial: '4A', notBefore: 'from', notAfter: 'to' };
  const released = recorded(
    {
      type: 'HoldPublished' as const,
      data: { ...certificate, caseId: 'case-1', uscc: 'X', crlNumber: 7, publishedAt: 'then' },
    },
    { stream: 'issuance.Certificate-4A' },
  );
  expect(policy.react(released)).toEqual([
    { id: 'case-1', command: { type: 'RecordCertificate', data: { ...certificate, now: '2026-03-02T01:00:00.000Z' } } },
  ]);
});
