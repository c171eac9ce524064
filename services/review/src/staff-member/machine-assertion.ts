import { decodeJwt, importJWK, jwtVerify } from 'jose';
import { later } from '@ekey/kernel';
import type { Commands, SessionStore } from '@ekey/platform';
import { HandleStaffMember } from './staff-member.handler';
import type { Machine, StaffMemberState } from './staff-member.state';

/** Whom an assertion must be meant for. */
export const ASSERTION_AUDIENCE = 'ekey-review';
const LONGEST_SECONDS = 300;
/** Under which kind those that were used are remembered. */
export const ASSERTION_KIND = 'machine-assertion';

export interface AssertedMachine {
  readonly machineId: string;
  readonly machine: Machine;
  /** Of its account, as it was then. */
  readonly revision: number;
}

/**
 * A machine proves to be itself by a JWT that it has signed (client assertion, RFC 7523 §3): EdDSA, `iss` and `sub` its
 * id, `aud` ours, `exp` at most five minutes ahead, `jti` never used before.
 * @returns the machine, or `null` where the assertion is not good, whatever is wrong with it.
 */
export async function assertedMachine(
  assertion: string,
  now: string,
  { commands, sessions }: { readonly commands: Pick<Commands, 'ask'>; readonly sessions: SessionStore },
): Promise<AssertedMachine | null> {
  const machineId = subjectOf(assertion);
  if (machineId === null) return null;
  const { state: loaded, revision } = await commands.ask(HandleStaffMember, machineId);
  const state = loaded as StaffMemberState;
  if (state.status !== 'machine' || !state.active) return null;
  const assertionId = await verifiedId(assertion, machineId, state, now);
  if (assertionId === null || !(await isFirstUse(`${machineId}/${assertionId}`, now, sessions))) return null;
  return { machineId, machine: state, revision };
}

/** Whom the assertion claims to speak for, not verified yet. */
function subjectOf(assertion: string): string | null {
  try {
    const { sub } = decodeJwt(assertion);
    return sub !== undefined && /^[\w-]{1,100}$/.test(sub) ? sub : null;
  } catch {
    return null;
  }
}

/** @returns the `jti` of an assertion that the machine has signed for us, lately; `null` for any other. */
async function verifiedId(assertion: string, machineId: string, machine: Machine, now: string): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(assertion, await importJWK({ ...machine.publicKey }, 'EdDSA'), {
      algorithms: ['EdDSA'],
      issuer: machineId,
      subject: machineId,
      audience: ASSERTION_AUDIENCE,
      maxTokenAge: LONGEST_SECONDS,
      currentDate: new Date(now),
      requiredClaims: ['jti', 'exp', 'iat'],
    });
    const { jti } = payload;
    return jti !== undefined && /^[\w-]{8,100}$/.test(jti) ? jti : null;
  } catch {
    return null;
  }
}

const isFirstUse = (id: string, now: string, sessions: SessionStore): Promise<boolean> =>
  sessions.setIfAbsent(ASSERTION_KIND, id, { at: now }, later(now, 2 * LONGEST_SECONDS * 1000));
