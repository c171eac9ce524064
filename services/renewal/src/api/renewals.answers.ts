import { documentAnswer, draftForm, lackAnswer } from '@ekey/case-papers/desk';
import { caseId, day, instant, slot, submittedForm, uscc } from '@ekey/contracts';
import { pageOf, words } from '@ekey/platform';
import { z } from 'zod';
import { STEPS } from '../renewal/renewal.events';
import { renewalLabels, type RenewalStatus } from './renewal-labels';
import { NEXT_STEPS } from './shown-renewal';

/** What the routes of renewals answer. */

const renewalId = caseId;
const formNumber = z.string().describe('表单编号: stands on every printout.');
const serial = z.string().describe('Of the signing certificate.');
const step = z.enum(STEPS);
const next = z.enum(NEXT_STEPS).describe('What is to be done next.');

export const startedRenewal = z.object({ renewalId, formNumber });
export const confirmedRenewal = z.object({ round: z.int().describe('The round that begins.') });

const renewalLine = z
  .object({ renewalId, formNumber, serial, notAfter: instant, startedAt: instant, over: z.boolean() })
  .meta({ id: 'RenewalLine' });
export const renewalLines = pageOf('Renewals', renewalLine);

export const renewalAnswer = z
  .object({
    renewalId,
    uscc,
    nameCn: z.string(),
    formNumber,
    status: z.object({
      code: z.enum(Object.keys(renewalLabels) as RenewalStatus[]),
      label: z.string().describe('As the procedure prescribes it, in Chinese.'),
      labelEn: z.string(),
    }),
    key: z.object({ serial, tokenSerial: z.string(), notAfter: instant }).describe('As it is before it is renewed.'),
    newSerial: z.string().nullable().describe('Of the new signing certificate, once the renewal is done.'),
    nextRound: z.int(),
    form: z.object({ open: z.boolean(), rejected: z.boolean(), version: z.int().nullable() }),
    documents: z.array(documentAnswer),
    due: z
      .object({ dueOn: day, provisional: z.boolean(), breached: z.boolean() })
      .nullable()
      .describe('By when the provider decides; `null` while nothing is under review.'),
    remarks: z.array(
      z.object({
        round: z.int(),
        at: instant,
        reasons: z.array(z.object({ code: z.string(), target: z.string(), field: z.string().optional(), words })),
        remark: z.string().nullable().describe('备注; `null` where it was erased.'),
      }),
    ),
    update: z
      .object({ attempt: z.int(), confirmed: z.array(step), next })
      .nullable()
      .describe('How far the update of the token has come; `null` before it was begun.'),
  })
  .meta({ id: 'Renewal' });

export const renewalFormAnswer = z
  .object({
    open: z.boolean(),
    rejected: z.boolean(),
    draft: draftForm.meta({ id: 'RenewalDraft' }).nullable(),
    fixed: draftForm
      .meta({ id: 'CertifiedContent', example: { nameCn: '上海示例进出口贸易有限公司', uscc: '91310115MA1K00007Q' } })
      .describe('What the certificate says, and what goes with it: read-only. Where it has changed, 变更 is due.'),
    submitted: submittedForm.meta({ id: 'SubmittedRenewalForm' }).nullable(),
  })
  .meta({ id: 'RenewalForm' });

export const updateSession = z
  .object({
    sessionId: z.string(),
    attempt: z.int(),
    tokenSerial: z.string().describe('The key that must be plugged in.'),
    confirmed: z.array(step),
    next,
  })
  .meta({ id: 'UpdateSession' });

export const updateProgress = z
  .object({ attempt: z.int(), confirmed: z.array(step), next })
  .meta({ id: 'UpdateProgress' });

const made = z.object({ serial, certificate: z.string().describe('PEM.'), sha256: z.string().describe('Of the DER.') });

export const updateDelivery = z
  .object({
    attempt: z.int(),
    complete: z.boolean().describe('Certificates and seal are there.'),
    refused: z
      .array(z.object({ use: z.enum(['signing', 'encryption']), code: z.string() }))
      .describe('Requests that get no certificate: make another key pair.'),
    certificates: z.object({ signing: made, encryption: made }).nullable(),
    chain: z.array(z.string()).describe('The authority’s own certificates, PEM.'),
    seal: z.object({ sealId: z.string(), sha256: z.string(), bytes: z.string().describe('base64') }).nullable(),
    confirmed: z.array(step),
    text: z.string().describe('What the new signing key signs in the end (UTF-8).'),
  })
  .meta({ id: 'UpdateDelivery' });

export const renewed = z.object({ newSerial: z.string(), notAfter: instant }).meta({ id: 'RenewedKey' });

/** What the refusals of renewal tell beside what every problem document has. */
export const problemMembers = {
  opensAt: instant.describe('RenewalNotYetOpen: from when on.'),
  renewalId: caseId.describe('AnotherRenewalUnderWay: which.'),
  newSerial: z.string().describe('AlreadyRenewed: the certificate to use.'),
  how: z.string().describe('RenewalEnded: withdrawn, expired, converted or key-revoked.'),
  round: z.int().describe('RoundMismatch: the round that comes next.'),
  documents: z.array(z.object({ slot, lack: lackAnswer })).describe('DocumentsMissing.'),
  consents: z.array(z.string()).describe('ConsentsMissing: their codes.'),
  expected: z.record(z.string(), z.unknown()).describe('ScanOfAnotherForm: the code of the present version.'),
  found: z.record(z.string(), z.unknown()).describe('ScanOfAnotherForm: the code on the scan.'),
  next: step.describe('StepOutOfOrder: the step that is due.'),
  step: step.describe('ReadBackDiffers: which.'),
  missing: z.array(step).describe('StepsMissing.'),
  attempt: z.int().describe('AnotherAttempt: the one under way.'),
  most: z.int().describe('TooManyOrphans: how many there may be.'),
  procedure: z.string().describe('TooManyOrphans: what is to be applied for, `replacement` (补办).'),
};
