import type { Policy } from '@ekey/kernel';
import type { HoldPublished } from '../certificate/certificate.events';
import type { RecordCertificate } from '../key-order/key-order.commands';

/** The certificate may leave issuance: its order learns of it. */
export const whenHoldPublishedThenRecordCertificate: Policy<HoldPublished, RecordCertificate> = {
  name: 'when-hold-published-then-record-certificate',
  from: 'own',
  on: ['HoldPublished'],
  react: ({ data, meta }) => {
    const { caseId, attempt, use, serial, notBefore, notAfter } = data;
    const certificate = { attempt, use, serial, notBefore, notAfter };
    return [{ id: caseId, command: { type: 'RecordCertificate', data: { ...certificate, now: meta.recordedAt } } }];
  },
};
