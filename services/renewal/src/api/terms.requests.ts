import { inDigits, pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { REMINDER_DAYS } from '../certificate-term/reminders';

const FURTHEST = Math.max(...REMINDER_DAYS);

export const termsQuery = z.strictObject({
  /** How many days ahead of today in Asia/Shanghai; renewal is not open to what ends later. */
  days: inDigits(z.int().min(1).max(FURTHEST).default(FURTHEST)),
  ...pageQuery,
});
export type TermsQuery = z.infer<typeof termsQuery>;
