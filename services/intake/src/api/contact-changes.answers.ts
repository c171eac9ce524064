import { caseId, uscc } from '@ekey/contracts';
import { z } from 'zod';
import { remark } from './applications.answers';

const submittedFor = { contactChangeId: caseId, formNumber: z.string().describe('表单编号.') };
export const submittedContactChange = z.object({ ...submittedFor, round: z.int() });

/** The labels of a review by the provider alone, and the end. */
export const contactChangeLabels = {
  'under-review': { label: '待审核', labelEn: 'Awaiting review' },
  returned: { label: '审核未通过', labelEn: 'Review not passed' },
  done: { label: '审核通过', labelEn: 'Review passed' },
} as const;

export const contactChangeAnswer = z
  .object({
    ...submittedFor,
    uscc,
    number: z.string().describe('钥匙编号.'),
    round: z.int(),
    nextRound: z.int().nullable().describe('What the next submission sends as `round`; `null` where none is due.'),
    status: z.object({
      code: z.enum(['under-review', 'returned', 'done']),
      label: z.string(),
      labelEn: z.string(),
    }),
    changedFields: z.array(z.string()).describe('Dotted paths of the contact data that are new.'),
    remarks: z.array(remark).describe('Oldest first.'),
  })
  .meta({ id: 'ContactChange', description: '变更 of contact data alone.' });
