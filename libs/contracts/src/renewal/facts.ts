import { z } from 'zod';
import {
  attempt,
  caseId,
  certificatePair,
  documentRef,
  instant,
  round,
  sealed,
  sha256,
  submissionIs,
  submittedDocument,
  uscc,
} from '../vocabulary';

const renewalIs = { caseId, kind: z.literal('renewal'), uscc };
const use = z.enum(['signing', 'encryption']);

/** What renewal tells the other services. */
export const renewalFacts = {
  'renewal.CertificateExpiring.v1': z
    .object({
      serial: z.string().describe('Of the signing certificate, which stands for the key.'),
      caseId,
      uscc,
      tokenSerial: z.string().optional().describe('What is engraved on the key.'),
      daysBefore: z.int().min(1).describe('Which reminder it is: 90, 60, 30, 15, 7 or 1 days before the end.'),
      notAfter: instant,
      at: instant,
    })
    .describe('A live certificate nears its end; its enterprise is to be reminded.'),
  'renewal.RenewalSubmitted.v1': z
    .object({
      ...renewalIs,
      round,
      serial: z.string().describe('Of the signing certificate that is to be renewed.'),
      notAfter: instant.describe('The end of that certificate.'),
      ...submissionIs,
      form: documentRef.describe('The submitted form as canonical JSON, sealed under the key of the case.'),
      formDigest: z.string().describe('Keyed digest of the form.'),
      changedFields: z.array(z.string()).describe('Dotted paths of the fields that differ from the last round.'),
      documents: z.array(submittedDocument),
      mailTo: sealed.describe('The mail address, sealed.'),
      submittedBy: z.string(),
      submittedAt: instant,
    })
    .describe('The holder has confirmed a renewal; the clock of its review starts.'),
  'renewal.RenewalEnded.v1': z
    .object({
      ...renewalIs,
      serial: z.string(),
      ground: z.enum(['withdrawn', 'expired', 'converted', 'key-revoked']),
      endedAt: instant,
    })
    .describe('The case ends without new certificates; what was issued for it is revoked.'),
  'renewal.RenewalCertificateRequested.v1': z
    .object({
      ...renewalIs,
      attempt,
      use,
      nameCn: z.string(),
      tokenSerial: z.string(),
      spki: z.string().describe('SubjectPublicKeyInfo, DER in base64; the sender has proved to hold its key.'),
      spkiSha256: sha256,
      formDocumentId: z.string().describe('The approved form, from which subject and seal are made.'),
      oldNotAfter: instant.describe('The new certificate ends its term after this, so that no day is lost.'),
      at: instant,
    })
    .describe('A key pair was made in the token; its certificate is asked for.'),
  'renewal.RenewalAttemptAbandoned.v1': z
    .object({ ...renewalIs, attempt, at: instant })
    .describe('The token lost these keys before they were proved: what was issued for them is an orphan.'),
  'renewal.CertificateRenewed.v1': z
    .object({
      ...renewalIs,
      attempt,
      tokenSerial: z.string(),
      agencyId: z.string(),
      oldCertificates: certificatePair,
      certificates: certificatePair,
      notAfter: instant,
      renewedAt: instant,
    })
    .describe('renewed: the new key was proved in the token; the old certificates end.'),
} as const;
