import { instant, unlockReason } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { unlockLabels, type UnlockStatus } from '../views/unlocks.view';
import { heldKeyFields, officer } from './held-key.answers';

const unlock = z
  .object({
    ...heldKeyFields,
    status: z.enum(Object.keys(unlockLabels) as UnlockStatus[]),
    label: z.string(),
    reference: z.string().nullable().describe('None where the enterprise has asked on line.'),
    reason: unlockReason.nullable().describe('遗忘口令, 连续误输, 经办人变更, 原因不明; of a request on line.'),
    requestedBy: z.string().describe('The officer who recorded it, or the enterprise that has asked on line.'),
    verifiedBy: officer,
    authorisedBy: officer,
    codeExpiresAt: instant.nullable().describe('While a code may be used.'),
    since: instant,
  })
  .meta({ id: 'Unlock' });
export const unlocksPage = pageOf('Unlocks', unlock);

export const unlockAuthorisation = z
  .object({
    code: z.string().describe('Told once, by this answer alone; good once.').meta({ example: '7K2M-9QDX-4TRB' }),
    expiresAt: instant,
  })
  .meta({ id: 'UnlockAuthorisation' });
