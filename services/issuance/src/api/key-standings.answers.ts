import { instant } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { keyStandingLabels, type KeyStanding } from '../views/key-standings.view';
import { heldKeyFields, officer } from './held-key.answers';

const keyStanding = z
  .object({
    ...heldKeyFields,
    standing: z.enum(Object.keys(keyStandingLabels) as KeyStanding[]),
    label: z.string(),
    suspended: z.boolean().describe('A key may be suspended while its revocation is looked into.'),
    suspensions: z
      .array(
        z.object({
          ground: z.string(),
          withRequest: z.boolean().describe('It came with the request to revoke the key, and goes with its rejection.'),
          reference: z.string().nullable(),
          by: z.string().describe('The officer, or the code of the enterprise.'),
          byEnterprise: z.boolean().describe('Reported by the enterprise itself, by its password.'),
          reportedAt: instant.optional().describe('When the enterprise has reported it.'),
        }),
      )
      .describe('Everything that the key is suspended for; two officers lift all of it.'),
    ground: z.string().nullable(),
    requester: z.enum(['enterprise', 'issuing-authority', 'provider', 'court']).nullable(),
    reference: z.string().nullable(),
    requestedBy: officer,
    verifiedBy: officer.describe('Another one carries the revocation out.'),
    reinstatementProposedBy: officer.describe('Another one confirms it.'),
    since: instant,
  })
  .meta({ id: 'KeyStanding' });
export const keyStandingsPage = pageOf('KeyStandings', keyStanding);
