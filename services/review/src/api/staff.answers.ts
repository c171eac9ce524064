import { instant } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { staffRoles } from '../staff-member/roles';

/** What the routes of staff, machines and their sessions answer. */

const staffId = z.string().describe('The opaque id of an account.');
const assignment = {
  organisationId: z.string().nullable().describe('`null` for who administers the system.'),
  roles: z.array(z.enum(staffRoles)),
  pickupPointIds: z.array(z.string()).describe('Counters; none means every one of the authority.'),
};

export const staffMember = z
  .object({
    staffId,
    kind: z.enum(['person', 'machine']),
    active: z.boolean(),
    login: z.string().nullable().describe('Of a person; `null` where it was erased, and to colleagues.'),
    name: z.string().nullable().describe('Of a person; `null` where it was erased.'),
    label: z.string().nullable().describe('The name of a machine.'),
    operators: z.array(staffId).describe('Who may work a machine; a person has none.'),
    enrolled: z.boolean().describe('The first log-in is done.'),
    ...assignment,
  })
  .meta({
    id: 'StaffMember',
    example: {
      staffId: '0b6d5d0e-6c3f-5a52-9f0e-7d0c9b1f2a33',
      kind: 'person',
      active: true,
      login: 'shanghai.officer',
      name: '李明',
      label: null,
      operators: [],
      enrolled: true,
      organisationId: 'c3f1b6a4-2f7e-4d57-8a0c-6b1d9e2f4a02',
      roles: ['AGR'],
      pickupPointIds: [],
    },
  });
export const staffMembers = pageOf('StaffMembers', staffMember);

const expiresAt = instant.describe('Until when the one-time password is good.').optional();
const oneTimePassword = z.string().describe('For the first log-in; told here alone.');
export const invitedMember = z.object({ staffId, login: z.string(), oneTimePassword, expiresAt });
export const resetCredentials = z.object({ staffId, oneTimePassword, expiresAt });
export const registeredMachine = z.object({ machineId: staffId });

export const enrolment = z
  .object({
    totpSecret: z.string().describe('Base32, RFC 6238.'),
    otpauthUri: z.string().describe('The same for an authenticator, as it stands in a QR code.'),
  })
  .meta({ id: 'Enrolment' });

const expiresIn = z.int().describe('Seconds until the access token ends.');
const bearer = { tokenType: z.literal('Bearer'), accessToken: z.string(), expiresIn };
const staff = z.object({ staffId, ...assignment });

export const tokens = z
  .object({ ...bearer, refreshToken: z.string().describe('Good once, for `POST /sessions/refresh`.'), staff })
  .meta({ id: 'StaffTokens' });
export const staffSession = z
  .union([tokens, z.object({ expiresIn, staff }).describe('The tokens stand in cookies, as was asked for.')])
  .meta({ id: 'StaffSession' });
export const machineSession = z.object(bearer).meta({ id: 'MachineSession' });
