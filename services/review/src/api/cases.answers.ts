import {
  caseId,
  day,
  dueDate,
  instant,
  kind,
  listedReason,
  officer,
  prescription,
  refusalGrounds,
  sha256,
  slot,
  submittedForm,
  uscc,
} from '@ekey/contracts';
import { pageOf, words } from '@ekey/platform';
import { z } from 'zod';
import { STAGES } from '../review/stages';
import { statusLabels, type CaseStatus } from '../views/status-labels';
import { queueName } from './review.requests';

/** What the routes of cases and queues answer. */

export const stage = z.enum(STAGES).meta({ id: 'Stage' });
export const target = z
  .union([slot, z.literal('form')])
  .meta({ id: 'Target', description: 'What is looked at and marked: a document, or the form as filled in.' });
const round = z.int().min(1).describe('Of submission: 1 for the first.');
const ground = z.enum(refusalGrounds.map(({ code }) => code)).describe('A code of `GET /refusal-grounds`.');
const status = z.enum(Object.keys(statusLabels) as CaseStatus[]);
const statusLabel = words.describe('As the procedure prescribes it.');
const claim = {
  officer: officer.describe('The opaque id of the officer who has taken the case; `GET /staff` names colleagues.'),
  leaseUntil: instant.describe('Until when it is his; his reading and marking renew it.'),
};
const told = { caseId, stage, kind, uscc, nameCn: z.string(), agencyId: z.string(), formNumber: z.string(), round };

const queuedCase = z
  .object({
    queue: queueName.describe('Where it waits.'),
    ...told,
    submittedAt: instant,
    waitingSince: instant.describe('Since when it waits at this stage.'),
    ageHours: z.int().describe('Whole hours since then.'),
    claim: z.object(claim).nullable().describe('`null` where nobody has it, or his lease has lapsed.'),
    proposal: z
      .object({ by: officer, ground, at: instant })
      .nullable()
      .describe('A refusal that the manager has to decide on.'),
    dueAt: dueDate.dueAt.optional().describe('24:00 of the last day; absent while no clock runs.'),
    dueOn: day.optional(),
    provisional: dueDate.provisional.optional(),
    atRisk: z.boolean().describe('Half of the time is over, or the last day is near.'),
    breached: z.boolean(),
    marked: z
      .object({ ok: z.int(), defective: z.int(), of: z.int() })
      .describe(
        'How far it is marked at this stage, of the form and all documents, with what was accepted before and nobody has changed. An additional key whose marks are all good waits for the manager.',
      ),
  })
  .meta({
    id: 'QueuedCase',
    example: {
      queue: 'pre-verification',
      caseId: '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01',
      stage: 'pre-verification',
      kind: 'first',
      uscc: '91310000MA1FL4QT9X',
      nameCn: '上海远帆进出口有限公司',
      agencyId: 'c3f1b6a4-2f7e-4d57-8a0c-6b1d9e2f4a02',
      formNumber: 'EK20260309-7K2M9QDX4T',
      round: 1,
      submittedAt: '2026-03-09T02:10:00.000Z',
      waitingSince: '2026-03-09T02:10:00.000Z',
      ageHours: 3,
      claim: null,
      proposal: null,
      dueAt: '2026-03-11T16:00:00.000Z',
      dueOn: '2026-03-11',
      provisional: false,
      atRisk: false,
      breached: false,
      marked: { ok: 2, defective: 0, of: 7 },
    },
  });
export const queue = pageOf('Queue', queuedCase);

const listedCase = z
  .object({
    ...told,
    status,
    statusLabel,
    submittedAt: instant.describe('Of the last round.'),
    claim: z.object(claim).nullable().describe('`null` where nobody has it, or his lease has lapsed.'),
    dueOn: day.nullable().describe('`null` while no clock of a review runs.'),
  })
  .meta({ id: 'ListedCase' });
export const cases = pageOf('Cases', listedCase);

const finding = z.object({
  code: z.string().describe('Of `GET /rejection-reasons`.'),
  field: z.string().optional().describe('Dotted path of the field of the form that is to blame.'),
});
const mark = z
  .object({
    verdict: z.enum(['ok', 'defective']),
    findings: z.array(finding),
    late: z.boolean().describe('A defect on what this stage had accepted and nobody has changed since.'),
    officer,
    round,
    carried: z.boolean().describe('It stands since an earlier round, since nothing of it has changed.'),
  })
  .meta({ id: 'Mark' });
const marks = z.partialRecord(target, mark).meta({ id: 'Marks', description: 'By what is marked.' });

const page = z.object({
  page: z.int().min(1),
  sha256: sha256.describe('Of the image as it is kept.'),
  receivedSha256: sha256.describe('Of the bytes that were uploaded.'),
  type: z.string().describe('Media type.'),
  size: z.int().describe('In bytes.'),
  width: z.int(),
  height: z.int(),
  warnings: z.array(z.string()).describe('What the machine noticed, as codes.'),
  href: z.string().describe('Where the image is read.'),
});

const document = z
  .object({
    slot,
    prescribed: z.object(prescription),
    version: z.int(),
    qr: z
      .enum(['matched', 'unreadable', 'not-applicable'])
      .describe('Whether its QR code names this version of the form.'),
    pages: z.array(page),
  })
  .meta({ id: 'CaseDocument' });

const verdict = z
  .object({
    round,
    stage,
    verdict: z.enum(['passed', 'rejected', 'refusal-proposed', 'refusal-declined', 'refused']),
    officer,
    decidedAt: instant,
    remark: z.string().nullable().describe('备注; `null` where there is none or it was erased.'),
    findings: z.array(finding.extend({ target })).optional(),
    late: z.array(target).optional().describe('What was found late.'),
    ground: ground.optional(),
    sealImpressionUsable: z.boolean().optional(),
  })
  .meta({ id: 'Verdict' });

const clock = z
  .object({
    round,
    stage: dueDate.stage,
    startedAt: instant,
    dueAt: dueDate.dueAt,
    dueOn: day,
    provisional: dueDate.provisional,
    kind,
    warnings: z
      .array(z.object({ at: instant, grounds: z.array(z.enum(['halfTime', 'oneDayBefore'])) }))
      .describe('When officers are warned, and why.'),
    editions: z.record(z.string(), z.int()).describe('By year, the edition of the calendar that was counted with.'),
    restated: z.boolean().describe('Counted anew with a later calendar.'),
  })
  .meta({ id: 'Clock' });

export const caseFile = z
  .object({
    caseId,
    status,
    statusLabel,
    stage,
    round,
    submission: z.object({
      kind,
      uscc,
      nameCn: z.string(),
      agencyId: z.string(),
      pickupPointId: z.string(),
      licenceTypes: z.array(z.string()),
      formNumber: z.string(),
      formVersion: z.int(),
      changedFields: z.array(z.string()),
      submittedAt: instant,
    }),
    masked: z.boolean().describe('Personal data are masked: whole they are for who has taken the case.'),
    form: submittedForm.meta({ id: 'SubmittedForm' }).nullable().describe('`null` once the case was erased.'),
    documents: z.array(document),
    changed: z
      .object({ fields: z.array(z.string()), slots: z.array(slot) })
      .nullable()
      .describe('What differs from the round before; `null` in the first.'),
    marks: z.record(stage, marks).describe('By stage.'),
    verdicts: z.array(verdict).describe('Oldest first.'),
    lateReasons: z.array(
      z.object({
        round,
        stage,
        officer,
        reasons: z.partialRecord(target, z.string()).nullable().describe('Why a late defect was not seen before.'),
      }),
    ),
    lateDefects: z.int().describe('Over all rounds.'),
    claim: z.object({ ...claim, mine: z.boolean(), lapsed: z.boolean() }).nullable(),
    proposal: z.object({ by: officer, ground }).nullable(),
    clock: clock.nullable(),
  })
  .meta({ id: 'Case', description: 'A case as its reviewer works on it.' });

export const claimed = z.object({ round });
export const rejectionReasons = z.object({ items: z.array(listedReason) });
export const refusalGroundsAnswer = z.object({
  items: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
});
