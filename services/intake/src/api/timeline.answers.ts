import { instant } from '@ekey/contracts';
import { z } from 'zod';

/** What the timeline of a case answers. */

const position = z.string().describe('Sent as `after` it brings only what is new.').meta({ example: '4.1.-1' });

export const timeline = z
  .object({
    items: z.array(
      z
        .object({
          source: z.enum(['intake', 'review', 'issuance']).describe('Who tells of it.'),
          sequence: z.int().describe('Grows within its source.'),
          at: instant,
          code: z.string().describe('The name of what happened.'),
          label: z.string().describe('In the words of the procedure.'),
          labelEn: z.string(),
          detail: z.record(z.string(), z.unknown()).describe('By the code: rounds, reasons, a remark, days, numbers.'),
        })
        .meta({
          id: 'TimelineStep',
          example: {
            source: 'intake',
            sequence: 7,
            at: '2026-03-09T02:10:00.000Z',
            code: 'SubmissionConfirmed',
            label: '已确认提交',
            labelEn: 'Submission confirmed',
            detail: { round: 1 },
          },
        }),
    ),
    position,
  })
  .meta({ id: 'Timeline' });
