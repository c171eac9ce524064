import { z } from 'zod';
import { pageNumber } from '@ekey/case-papers/desk';
import { atLeastQuery, base64Text, inDigits, pageQuery } from '@ekey/platform';
import { STEPS } from '../renewal/renewal.events';
import { RENEWAL_SLOTS } from '../renewal/renewal-slots';

export const renewalQuery = z.strictObject(atLeastQuery);
export type RenewalQuery = z.infer<typeof renewalQuery>;
export const renewalsQuery = z.strictObject(pageQuery);
export type RenewalsQuery = z.infer<typeof renewalsQuery>;

export const scanParameters = z.object({ id: z.string(), slot: z.enum(RENEWAL_SLOTS), n: pageNumber });
export type ScanParameters = z.infer<typeof scanParameters>;

export const requestParameters = z.object({
  id: z.string(),
  sid: z.string(),
  use: z.enum(['signing', 'encryption']),
});
export type RequestParameters = z.infer<typeof requestParameters>;
export const certificateRequest = z.strictObject({
  request: z.string().min(1).max(20_000).describe('PKCS#10 made in the token, PEM.'),
});
export type CertificateRequestBody = z.infer<typeof certificateRequest>;

export const stepParameters = z.object({ id: z.string(), sid: z.string(), step: z.enum(STEPS) });
export type StepParameters = z.infer<typeof stepParameters>;
export const readBack = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of what was read back from the token: the certificate or seal, DER.'),
});
export type ReadBackBody = z.infer<typeof readBack>;

export const proof = z.strictObject({
  attempt: z.int().min(1).max(1_000).describe('That of the delivery.'),
  signature: base64Text(2_048).describe('By the new signing key over the text of the delivery.'),
});
export type ProofBody = z.infer<typeof proof>;

const LONGEST_WAIT = 20;
export const deliveryQuery = z.strictObject({ wait: inDigits(z.int().min(0).max(LONGEST_WAIT).default(0)) });
export type DeliveryQuery = z.infer<typeof deliveryQuery>;
