import { z } from 'zod';
import { atLeastQuery, bilingual, inDigits, pageQuery } from '@ekey/platform';
import { purposeLabels } from './labels';
import { noticeStates } from '../views/notices.view';
import type { Purpose } from '../notice/notice.events';

const purposes = Object.keys(purposeLabels) as Purpose[];

export const noticesQuery = z.strictObject({
  case: z.uuid({ error: bilingual('案件编号不正确。', 'This is not the id of a case.') }).optional(),
  state: z.enum(noticeStates).optional(),
  purpose: z.enum(purposes).optional(),
  ...pageQuery,
});
export type NoticesQuery = z.infer<typeof noticesQuery>;

export const noticeQuery = z.strictObject(atLeastQuery);
export type NoticeQuery = z.infer<typeof noticeQuery>;

export const outboxQuery = z.strictObject({
  limit: inDigits(z.int().min(1).max(200).default(50)),
  before: z.string().max(200).optional(),
});
export type OutboxQuery = z.infer<typeof outboxQuery>;
