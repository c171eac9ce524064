import { z } from 'zod';
import { caseId, instant, uscc } from '../vocabulary';

/** What renewal tells the other services. */
export const renewalFacts = {
  'renewal.CertificateExpiring.v1': z
    .object({
      serial: z.string().describe('Of the signing certificate, which stands for the key.'),
      caseId,
      uscc,
      daysBefore: z.int().min(1).describe('Which reminder it is: 90, 60, 30, 15, 7 or 1 days before the end.'),
      notAfter: instant,
      at: instant,
    })
    .describe('A live certificate nears its end; its enterprise is to be reminded.'),
} as const;
