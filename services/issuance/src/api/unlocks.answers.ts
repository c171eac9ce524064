import { instant } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { unlockLabels, type UnlockStatus } from '../views/unlocks.view';
import { heldKeyFields, officer } from './held-key.answers';

const unlock = z
  .object({
    ...heldKeyFields,
    status: z.enum(Object.keys(unlockLabels) as UnlockStatus[]),
    label: z.string(),
    reference: z.string(),
    requestedBy: z.string(),
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
