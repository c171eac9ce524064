import type { Policy } from '@ekey/kernel';
import type { HoldPublished } from '../certificate/certificate.events';
import type { RecordRenewalCertificate } from '../renewal-order/renewal-order.commands';

/** Whether the certificate is one of a renewal only the order knows that has asked for it. */
export const whenHoldPublishedThenRecordRenewalCertificate: Policy<HoldPublished, RecordRenewalCertificate> = {
  name: 'when-hold-published-then-record-renewal-certificate',
  from: 'own',
  on: ['HoldPublished'],
  react: ({ data, meta }) => {
    const { caseId, attempt, use, serial, notBefore, notAfter } = data;
    const certificate = { attempt, use, serial, notBefore, notAfter, now: meta.recordedAt };
    return [{ id: caseId, command: { type: 'RecordRenewalCertificate', data: certificate } }];
  },
};
