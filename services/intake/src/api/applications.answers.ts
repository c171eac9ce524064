import { documentAnswer } from '@ekey/case-papers/desk';
import { caseId, day, dueDate, instant, replacementGround, uscc } from '@ekey/contracts';
import { pageOf, words } from '@ekey/platform';
import { z } from 'zod';
import { statusLabels, TURNS, type StatusCode } from '../views/status-codes';

/** What the routes of an application answer. */

const applicationId = caseId;
const formNumber = z
  .string()
  .describe('表单编号: stands on every printout.')
  .meta({ example: 'EK20260309-7K2M9QDX4T' });
const round = z.int().min(0).describe('How often it was submitted; 0 before the first time.');

export const startedApplication = z.object({ applicationId, formNumber });

const status = z
  .object({
    code: z.enum(Object.keys(statusLabels) as StatusCode[]),
    label: z
      .string()
      .describe('As the procedure prescribes it, in Chinese; while documents are uploaded with their count.'),
    labelEn: z.string(),
    note: words.nullable().describe('What the label means to the applicant, where it needs saying.'),
  })
  .meta({ id: 'ApplicationStatus' });

export const due = z
  .object({
    stage: dueDate.stage,
    dueAt: dueDate.dueAt,
    dueOn: day,
    provisional: dueDate.provisional,
    breached: z.boolean().describe('The day is over and the step is not done.'),
  })
  .meta({ id: 'Due', description: 'By when the next step of the authority or the provider is due.' });

const line = {
  applicationId,
  kind: z.enum(['first', 'additional', 'replacement', 'change']).describe('首次申领, 增办, 补办, 变更.'),
  uscc,
  nameCn: z.string().nullable().describe('企业名称, from the first submission of the form on.'),
  formNumber,
  status,
  turn: z.enum(TURNS).describe('Whose move it is.'),
  due: due.nullable().describe('`null` while no clock runs.'),
  startedAt: instant,
};
const lineExample = {
  applicationId: '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01',
  kind: 'first',
  uscc: '91310000MA1FL4QT9X',
  nameCn: '上海远帆进出口有限公司',
  formNumber: 'EK20260309-7K2M9QDX4T',
  status: { code: 'PRECHECK', label: '待核验', labelEn: 'Awaiting pre-verification', note: null },
  turn: 'issuing-authority',
  due: {
    stage: 'pre-verification',
    dueAt: '2026-03-11T16:00:00.000Z',
    dueOn: '2026-03-11',
    provisional: false,
    breached: false,
  },
  startedAt: '2026-03-09T02:00:00.000Z',
};
export const applications = pageOf(
  'Applications',
  z.object(line).meta({ id: 'ApplicationLine', description: 'An application in a list.', example: lineExample }),
);

export const remark = z
  .object({
    round: z.int().nullable().describe('`null` for a final review at the counter.'),
    stage: z
      .string()
      .describe(
        '`pre-verification`, `re-verification`, `refusal`, `slot-release` (ended by the authority’s manager), `final-review` or, of contact data, `contact`.',
      ),
    at: instant,
    reasons: z.array(
      z.object({
        code: z.string().describe('Of `GET /rejection-reasons`.'),
        target: z.string().describe('A document, `form` or `counter`.'),
        field: z.string().optional().describe('Dotted path of the field of the form.'),
        zh: z.string().optional(),
        en: z.string().optional(),
      }),
    ),
    ground: z
      .object({ code: z.string(), zh: z.string(), en: z.string() })
      .nullable()
      .describe('Of a refusal for good, or why the authority’s manager has ended the case.'),
    remark: z.string().nullable().describe('备注; `null` where there is none or it was erased.'),
  })
  .meta({ id: 'Remark', description: 'What was said with a decision that did not pass.' });

export const application = z
  .object({
    ...line,
    round,
    nextRound: z.int().describe('What the next submission sends as `round`.'),
    form: z.object({
      open: z.boolean().describe('It may be edited.'),
      rejected: z.boolean().describe('A reviewer refused it: it must be reopened, corrected and submitted.'),
      version: z.int().nullable().describe('Of the last submission of the form; `null` before the first.'),
    }),
    documents: z.array(documentAnswer),
    readyDocuments: z.int().describe('How many of those that are asked for lack nothing.'),
    remarks: z.array(remark).describe('Oldest first.'),
    contact: z.object({
      mail: z.string().nullable(),
      undeliverable: z.array(z.string()).describe('Purposes of mails that did not reach this address.'),
    }),
    activation: z
      .object({ status: z.enum(['sent', 'ordered', 'activated']), requestedAt: instant, expiresAt: instant })
      .nullable()
      .describe('The activation of the account on 商务部统一用户管理平台; `null` before its mail was sent.'),
    collection: z
      .object({
        pickupPointId: z.string(),
        papers: z.array(z.string()).describe('The originals to be brought.'),
        toReturn: z.array(z.string()).describe('Old keys without which the new one is not handed over.'),
        collectBy: z.string(),
      })
      .nullable()
      .describe('Where and until when the key lies ready.'),
    parcel: z
      .object({ carrier: z.string(), trackingNumber: z.string() })
      .nullable()
      .describe('On its way to the issuing authority.'),
    expiresOn: day
      .nullable()
      .describe('The last day on which its applicant may go on with it before it ends by itself.'),
    copiedFrom: z.string().nullable().describe('The ended case that form and scans were taken from.'),
    replaces: z
      .object({ number: z.string().describe('钥匙编号.'), ground: replacementGround })
      .nullable()
      .describe('原钥匙: the key whose place the new one takes.'),
  })
  .meta({
    id: 'Application',
    description: 'A case as its applicant sees it.',
    example: {
      ...lineExample,
      round: 1,
      nextRound: 2,
      form: { open: false, rejected: false, version: 1 },
      documents: [
        {
          slot: 'business-licence',
          name: { zh: '营业执照副本复印件', en: 'copy of the business licence (duplicate)' },
          signedBy: null,
          stamped: true,
          copies: 1,
          version: 1,
          lack: null,
          qr: 'not-applicable',
          pages: [{ page: 1, type: 'image/jpeg', size: 482_133, width: 1654, height: 2339, warnings: [] }],
        },
      ],
      readyDocuments: 6,
      remarks: [],
      contact: { mail: 'zhou@enterprise.example', undeliverable: [] },
      activation: null,
      collection: null,
      parcel: null,
      expiresOn: null,
      copiedFrom: null,
      replaces: null,
    },
  });

export const submitted = z.object({ round });

export const activationAccepted = z.object({ status: z.literal('accepted') });
