import type { PublishedData } from '@ekey/contracts';
import type { Publisher } from '@ekey/kernel';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';

/** What the other services learn of the terms of certificates: that one nears its end. */
export const renewalPublisher: Publisher<CertificateTermEvent> = {
  service: 'renewal',
  publish: (fact) => {
    if (fact.type !== 'ReminderFellDue') return null;
    const { serial, caseId, uscc, daysBefore, notAfter, recordedAt } = fact.data;
    const data: PublishedData<'renewal.CertificateExpiring.v1'> = {
      ...{ serial, caseId, uscc, daysBefore, notAfter },
      at: recordedAt,
    };
    return { type: 'renewal.CertificateExpiring.v1', subject: caseId, data };
  },
};
