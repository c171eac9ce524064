import { slot, submittedForm } from '@ekey/contracts';
import { z } from 'zod';
import { draftForm } from './paper.requests';

/** What the routes of a form answer. */

export const formAnswer = z
  .object({
    open: z.boolean().describe('It may be edited.'),
    rejected: z.boolean().describe('A reviewer refused it.'),
    draft: draftForm.meta({ id: 'DraftForm' }).nullable().describe('As saved last; `null` where it was erased.'),
    submitted: submittedForm
      .meta({ id: 'SubmittedForm' })
      .nullable()
      .describe('As submitted last, every value in its normal form.'),
  })
  .meta({ id: 'ApplicationForm' });

export const submittedVersion = z
  .object({
    formNumber: z.string(),
    formVersion: z.int().min(1),
    shortHash: z.string().describe('Stands on the printouts of this version, and in their QR codes.'),
    changedFields: z.array(z.string()).describe('Dotted paths that differ from the round before.'),
    outdated: z.array(slot).describe('Documents that show an older version and have to be printed and scanned anew.'),
  })
  .meta({ id: 'SubmittedFormVersion' });
