import { prescription, slot } from '@ekey/contracts';
import { words } from '@ekey/platform';
import { z } from 'zod';

export const guidanceAnswer = z
  .object({
    title: words,
    times: words,
    notes: z.array(words),
    terms: z.object({
      opensDaysBeforeEnd: z.int().describe('A renewal may be begun so many days before the certificate ends.'),
      graceDays: z.int().describe('One that was submitted before the end may be finished for so many days after it.'),
      reviewWorkingDays: z.int(),
    }),
    documents: z.array(z.object({ slot, ...prescription })),
    statuses: z
      .array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))
      .describe('Every status that a renewal may have.'),
  })
  .meta({
    id: 'RenewalGuidance',
    description: '须知 of the renewal. Limits, contacts and consents are those of `GET /api/intake/v1/guidance`.',
  });
