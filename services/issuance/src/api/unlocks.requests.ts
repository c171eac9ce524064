import { pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { unlockDocuments } from '../unlock/unlock.events';
import { unlockLabels, type UnlockStatus } from '../views/unlocks.view';
import { keyQuery, line } from './fields';
import { verificationRequest } from './key-standings.requests';

const statuses = Object.keys(unlockLabels) as UnlockStatus[];

export const unlocksQuery = z.strictObject({ status: z.enum(statuses).optional(), ...keyQuery, ...pageQuery });
export type UnlocksQuery = z.infer<typeof unlocksQuery>;

export const unlockRequest = z.strictObject({
  reference: line(60).describe('The number of the paper or call that it rests on, as it is filed; never a name.'),
});
export type UnlockRequest = z.infer<typeof unlockRequest>;

export const unlockVerificationRequest = verificationRequest.extend({
  documents: z.array(z.enum(unlockDocuments)).max(unlockDocuments.length).describe('What was shown and is in order.'),
});
export type UnlockVerificationRequest = z.infer<typeof unlockVerificationRequest>;

export const unlockOutcomeRequest = z.strictObject({
  code: z.string().min(12).max(20).describe('The one-time code, as it was told; hyphens and spaces may be left out.'),
  outcome: z.enum(['unlocked', 'admin-pin-locked']),
  pinChanged: z
    .boolean()
    .default(false)
    .describe('The holder has put a PIN of his own in the place of the one that came with the unlocking.'),
});
export type UnlockOutcomeRequest = z.infer<typeof unlockOutcomeRequest>;
