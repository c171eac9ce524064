import { instant } from '@ekey/contracts';
import { atLeastQuery, bilingual, inDigits } from '@ekey/platform';
import { z } from 'zod';
import type { TimelineSources } from './timeline-sources';

const LONGEST_WAIT = 30;

/** `?after=&wait=`: the position of the last answer, and up to how many seconds to wait for something new. */
export const timelineQueryOf = <Source extends string>(sources: TimelineSources<Source>) =>
  z.strictObject({
    after: z
      .string()
      .refine((text) => sources.parse(text) !== null, {
        error: bilingual('after 须为上次返回的 position。', 'after carries the `position` of the last answer.'),
      })
      .optional(),
    wait: inDigits(z.int().min(0).max(LONGEST_WAIT).default(0)),
    ...atLeastQuery,
  });
export interface TimelineQuery {
  readonly after?: string | undefined;
  readonly wait: number;
  readonly atLeast?: string | undefined;
}

/** What the timeline of a case answers. @param name of its schema, the steps' being `<name>Step` */
export const timelineAnswerOf = <Source extends string>(name: string, sources: TimelineSources<Source>) =>
  z
    .object({
      items: z.array(
        z
          .object({
            source: z.enum(sources.names).describe('Who tells of it.'),
            sequence: z.int().describe('Grows within its source.'),
            at: instant,
            code: z.string().describe('The name of what happened.'),
            label: z.string().describe('In the words of the procedure.'),
            labelEn: z.string(),
            detail: z
              .record(z.string(), z.unknown())
              .describe('By the code: rounds, reasons, a remark, days, numbers.'),
          })
          .meta({
            id: `${name}Step`,
            example: {
              source: sources.names[0],
              sequence: 7,
              at: '2026-03-09T02:10:00.000Z',
              code: 'SubmissionConfirmed',
              label: '已确认提交',
              labelEn: 'Submission confirmed',
              detail: { round: 1 },
            },
          }),
      ),
      position: z
        .string()
        .describe('Sent as `after` it brings only what is new.')
        .meta({ example: sources.text(sources.beginning()) }),
    })
    .meta({ id: name });
