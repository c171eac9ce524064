import { caseId, uscc } from '@ekey/contracts';
import { z } from 'zod';

/** A key in the hand of an enterprise, as every list of such keys tells it. */
export const heldKeyFields = {
  caseId,
  attempt: z.int(),
  uscc,
  agencyId: z.string(),
  pickupPointId: z.string(),
  tokenSerial: z.string(),
  serials: z.array(z.string()).describe('Of both certificates.'),
  sealId: z.string().nullable(),
};

/** Who has done it, once somebody has. */
export const officer = z.string().nullable();
