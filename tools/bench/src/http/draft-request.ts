import { z } from 'zod';

export const draftId = z.string().regex(/^[\w-]{1,64}$/);
const name = z.string().min(1).max(100);

/** A form of about 300 bytes, checked field by field. */
export const draftRequest = z.strictObject({
  enterpriseName: name,
  uscc: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/),
  address: z.string().min(1).max(200),
  agentName: name,
  agentMobile: z.string().regex(/^1[3-9]\d{9}$/),
});
export type DraftRequest = z.infer<typeof draftRequest>;
