import { z } from 'zod';
import {
  caseId,
  day,
  documentRef,
  dueDate,
  instant,
  kind,
  officer,
  round,
  sealed,
  slot,
  submittedDocument,
  uscc,
} from '../vocabulary';

const verdictOn = { caseId, kind, round, uscc, agencyId: z.string(), officer, decidedAt: instant };
const remark = sealed.describe('备注, sealed under the key of the case.');

export const finding = z.object({
  code: z.string().describe('A code of the rejection catalogue.'),
  target: z
    .union([slot, z.enum(['form', 'counter'])])
    .describe('A document, the form, or what is seen at the counter.'),
  field: z.string().optional(),
});

export const pickupPoint = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  hours: z.string(),
  phone: z.string(),
});

/** What review tells the other services. */
export const reviewFacts = {
  'review.ApplicationPreVerified.v1': z.object(verdictOn).describe('pre-verified: 核验通过.'),
  'review.ApplicationReVerified.v1': z
    .object({
      ...verdictOn,
      preVerifier: officer,
      nameCn: z.string(),
      pickupPointId: z.string(),
      formNumber: z.string(),
      formVersion: z.int().min(1),
      form: documentRef,
      documents: z.array(submittedDocument),
      sealImpressionUsable: z.boolean().describe('The impression on the scanned 确认函 may be cut out for the seal.'),
      startedAt: instant.describe('When the days of re-verification and making began: restating them needs it.'),
      dueAt: instant.describe('The end of the days for re-verification and making together.'),
      dueOn: day,
      provisional: z.boolean(),
    })
    .describe('re-verified: 复核通过; the key may be made. Of a renewal or of contact data: 审核通过.'),
  'review.ApplicationRejected.v1': z
    .object({
      ...verdictOn,
      stage: z.enum(['pre-verification', 're-verification', 'renewal', 'contact']),
      reasons: z.array(finding).min(1),
      remark,
    })
    .describe(
      'rejected: 核验未通过 or 复核未通过, of a renewal or of contact data 审核未通过; the applicant resubmits in the same case.',
    ),
  'review.ApplicationRefused.v1': z
    .object({ ...verdictOn, ground: z.string(), remark })
    .describe('不予办理: final for this case.'),
  'review.DueDateSet.v1': z.object({ caseId, kind, ...dueDate }),
  'review.DeadlineBreached.v1': z.object({ caseId, kind, ...dueDate, breachedAt: instant }),
  'review.OrganisationChanged.v1': z.object({
    organisationId: z.string(),
    kind: z.enum(['authority', 'provider']),
    name: z.string(),
    nameEn: z.string().optional(),
    region: z.string().describe('Administrative division, GB/T 2260, 2–6 digits; empty for the provider.'),
    address: z.string(),
    phone: z.string(),
    active: z.boolean(),
    pickupPoints: z.array(pickupPoint),
  }),
  'review.StaffMemberAssigned.v1': z
    .object({
      staffId: z.string().describe('Opaque; nobody is named.'),
      organisationId: z.string().nullable().describe('`null`: of the administration of the system.'),
      roles: z.array(z.string()),
    })
    .describe('Who works where, as what, from then on. Told when he is invited, changed or recovered.'),
  'review.StaffAccessChanged.v1': z.object({
    staffId: z.string().describe('A member of staff, or a machine.'),
    active: z.boolean(),
  }),
  'review.CalendarYearLoaded.v1': z.object({
    year: z.int(),
    version: z.string(),
    source: z.string(),
    days: z.record(day, z.object({ workday: z.boolean(), name: z.string() })),
  }),
} as const;
