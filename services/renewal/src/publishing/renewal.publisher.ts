import type { Published } from '@ekey/contracts';
import type { Publication, Publisher, Recorded, Sealed } from '@ekey/kernel';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';
import type { StoredRenewalFact } from '../renewal/renewal.events';

type Told = CertificateTermEvent | StoredRenewalFact;
type Fact<Type extends Told['type']> = Extract<Told, { type: Type }>['data'];
type Words = Extract<Published, { readonly type: `renewal.${string}` }>;

/** Field by field, so that what is added to a fact later does not leave the service by itself. */
const publications: { readonly [Type in Told['type']]?: (data: Fact<Type>) => Words } = {
  ReminderFellDue: ({ serial, caseId, uscc, tokenSerial, daysBefore, notAfter, recordedAt }) => ({
    type: 'renewal.CertificateExpiring.v1',
    data: { serial, caseId, uscc, ...(tokenSerial && { tokenSerial }), daysBefore, notAfter, at: recordedAt },
  }),
  SubmissionConfirmed: (data) => ({
    type: 'renewal.RenewalSubmitted.v1',
    data: {
      ...renewalIs(data),
      ...{ serial: data.serial, notAfter: data.notAfter, round: data.round, nameCn: data.nameCn },
      ...{ agencyId: data.agencyId, pickupPointId: data.pickupPointId, licenceTypes: [...data.licenceTypes] },
      ...{ formNumber: data.formNumber, formVersion: data.formVersion, form: data.form, formDigest: data.digest },
      changedFields: [...data.changedFields],
      documents: data.documents.map(({ pages, ...document }) => ({
        ...document,
        pages: pages.map((page) => ({ ...page, warnings: [...page.warnings] })),
      })),
      // A form is not accepted without an address; only its key may be gone.
      mailTo: data.mailTo as Sealed,
      ...{ submittedBy: data.submittedBy, submittedAt: data.submittedAt },
    },
  }),
  CertificateRequestAccepted: (data) => {
    const { attempt, use, nameCn, tokenSerial, spki, spkiSha256, formDocumentId, oldNotAfter, acceptedAt: at } = data;
    const request = { attempt, use, nameCn, tokenSerial, spki, spkiSha256, formDocumentId, oldNotAfter, at };
    return { type: 'renewal.RenewalCertificateRequested.v1', data: { ...renewalIs(data), ...request } };
  },
  AttemptAbandoned: (data) => ({
    type: 'renewal.RenewalAttemptAbandoned.v1',
    data: { ...renewalIs(data), attempt: data.attempt, at: data.abandonedAt },
  }),
  NewKeyProved: (data) => {
    const { attempt, tokenSerial, agencyId, oldCertificates, certificates, notAfter, provedAt: renewedAt } = data;
    const renewed = { attempt, tokenSerial, agencyId, oldCertificates, certificates, notAfter, renewedAt };
    return { type: 'renewal.CertificateRenewed.v1', data: { ...renewalIs(data), ...renewed } };
  },
  RenewalEnded: (data) => ({
    type: 'renewal.RenewalEnded.v1',
    data: { ...renewalIs(data), serial: data.serial, ground: data.ground, endedAt: data.endedAt },
  }),
};

const renewalIs = ({ caseId, uscc }: { readonly caseId: string; readonly uscc: string }) => ({
  caseId,
  kind: 'renewal' as const,
  uscc,
});

/** What the other services learn of terms and renewals. */
export const renewalPublisher: Publisher<Told> = {
  service: 'renewal',
  publish: (fact: Recorded<Told>): Publication | null => {
    const publish = publications[fact.type] as ((data: object) => Words) | undefined;
    if (publish === undefined) return null;
    const { type, data } = publish(fact.data);
    return { type, subject: data.caseId, data };
  },
};
