import { z } from 'zod';
import { instant } from '../vocabulary';

/** What notify tells the other services. */
export const notifyFacts = {
  'notify.NoticeAbandoned.v1': z
    .object({
      noticeId: z.string(),
      caseId: z.uuid().optional(),
      accountId: z.string().optional(),
      purpose: z.string(),
      cause: z.enum(['address-refused', 'address-erased', 'link-expired', 'too-many-attempts']),
      abandonedAt: instant,
    })
    .describe('A mail could not be delivered; support has a task.'),
} as const;
