import { caseId, day, instant, uscc } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { TURNS } from '../views/status-codes';
import { due, remark } from './applications.answers';
import { contactChangeLabels } from './contact-change-labels';

const submittedFor = { contactChangeId: caseId, formNumber: z.string().describe('表单编号.') };
export const submittedContactChange = z.object({ ...submittedFor, round: z.int() });

const line = {
  ...submittedFor,
  uscc,
  number: z.string().describe('钥匙编号.'),
  round: z.int(),
  status: z.object({
    code: z.enum(Object.keys(contactChangeLabels) as (keyof typeof contactChangeLabels)[]),
    label: z.string().describe('As the procedure prescribes it, in Chinese.'),
    labelEn: z.string(),
  }),
  turn: z.enum(TURNS).describe('Whose move it is.'),
  due: due.nullable().describe('By when the review is due; `null` while no clock runs.'),
  changedFields: z.array(z.string()).describe('Dotted paths of the contact data that are new.'),
  startedAt: instant.describe('When it was submitted for the first time.'),
};

export const contactChangesAnswer = pageOf(
  'ContactChanges',
  z.object(line).meta({ id: 'ContactChangeLine', description: 'A change of contact data in a list.' }),
);

export const contactChangeAnswer = z
  .object({
    ...line,
    nextRound: z.int().nullable().describe('What the next submission sends as `round`; `null` where none is due.'),
    remarks: z.array(remark).describe('Oldest first.'),
    expiresOn: day.nullable().describe('The last day on which somebody may go on with it before it ends by itself.'),
  })
  .meta({ id: 'ContactChange', description: '变更 of contact data alone.' });
