import { z } from 'zod';
import { atLeastQuery, bilingual, pageQuery } from '@ekey/platform';
import { staffRoles } from '../staff-member/roles';
import { line } from './fields';
import { login } from './sessions.requests';

const id = z.string().min(1).max(100);
const name = line(50);
const assignment = {
  organisationId: id.nullable().default(null),
  roles: z.array(z.enum(staffRoles)).min(1).max(staffRoles.length),
  pickupPointIds: z.array(id).max(50).default([]),
};

export const invitationRequest = z.strictObject({ login, name, ...assignment });
export type InvitationRequest = z.infer<typeof invitationRequest>;

export const staffMemberRequest = z.strictObject({ name, ...assignment });
export type StaffMemberRequest = z.infer<typeof staffMemberRequest>;

/** An Ed25519 public key (RFC 8037): 32 bytes, base64url. */
const publicKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z
    .string()
    .regex(/^[\w-]{43}$/, { error: bilingual('公钥须为32字节的base64url。', 'A key is 32 bytes in base64url.') }),
});
/** They travel in each of its tokens, and a token in each of its requests. */
const MOST_OPERATORS = 50;
const operators = z
  .array(id)
  .min(1)
  .max(MOST_OPERATORS)
  .refine((ids) => new Set(ids).size === ids.length, {
    error: bilingual('操作员不得重复。', 'Each operator is named once.'),
  });
export const machineRequest = z.strictObject({ label: name, publicKey, operators, ...assignment });
export type MachineRequest = z.infer<typeof machineRequest>;

export const staffQuery = z.strictObject({ organisation: id.optional(), ...pageQuery });
export type StaffQuery = z.infer<typeof staffQuery>;

export const oneOfStaffQuery = z.strictObject(atLeastQuery);
export type OneOfStaffQuery = z.infer<typeof oneOfStaffQuery>;
