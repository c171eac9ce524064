import { pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { keyStandingLabels, type KeyStanding } from '../views/key-standings.view';
import { keyQuery, line } from './fields';

const standings = Object.keys(keyStandingLabels) as KeyStanding[];

export const keyStandingsQuery = z.strictObject({ standing: z.enum(standings).optional(), ...keyQuery, ...pageQuery });
export type KeyStandingsQuery = z.infer<typeof keyStandingsQuery>;

/** The number of the paper or call that it rests on, as it is filed; never a person's name. */
const reference = line(60);

export const suspensionRequest = z.strictObject({
  ground: z.enum(['lost', 'misuse-suspected', 'requested']),
  reference: reference.optional(),
});
export type SuspensionRequest = z.infer<typeof suspensionRequest>;

export const reinstatementRequest = z.strictObject({ reference });
export type ReinstatementRequest = z.infer<typeof reinstatementRequest>;

export const revocationRequest = z.strictObject({
  ground: z.enum(['lost', 'compromised', 'information-changed', 'damaged', 'out-of-use', 'enterprise-dissolved']),
  requester: z.enum(['enterprise', 'issuing-authority', 'provider', 'court']),
  reference,
});
export type RevocationRequest = z.infer<typeof revocationRequest>;

export const verificationRequest = z.strictObject({
  /** By what it was established that whoever asks is who he says, and may ask. */
  identification: z.enum(['identity-document', 'stamped-letter', 'call-back', 'official-record', 'court-order']),
});
export type VerificationRequest = z.infer<typeof verificationRequest>;

export const rejectionRequest = z.strictObject({
  ground: z.enum(['identity-not-established', 'not-authorised', 'mistaken']),
});
export type RejectionRequest = z.infer<typeof rejectionRequest>;
