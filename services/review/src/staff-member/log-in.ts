import { later } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { addressKey, LockOut, type Commands, type SessionStore } from '@ekey/platform';
import { isPassword, staffIdOf, timeStepOf } from './credentials';
import { HandleStaffMember } from './staff-member.handler';
import type { Credentials, Person, StaffMemberState } from './staff-member.state';

/** Under which kind the time steps whose codes were used are remembered. */
export const STEP_KIND = 'staff-totp-step';
/** A code is good for its own half minute and the two beside it; then it need not be remembered. */
const REMEMBER_MS = 5 * 60_000;

export type LogInFault = 'locked' | 'wrong' | 'enrolment-needed';
export interface LogInRefused {
  readonly fault: LogInFault;
  readonly staffId: string;
  readonly retryAfterSeconds?: number;
}
export interface Recognised {
  readonly staffId: string;
  readonly person: Person;
  readonly revision: number;
}

/** What somebody says who tries to get in. */
interface Given {
  readonly login: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
}

/** The password that counts at this stage of an account. */
const passwordHashOf = (credentials: Credentials): string | null =>
  credentials.stage === 'invited' ? credentials.oneTimePasswordHash : credentials.passwordHash;

/** Recognises people by what they know and what they have. */
export class LogIn {
  private readonly lockOut: LockOut;

  constructor(
    private readonly commands: Pick<Commands, 'ask'>,
    private readonly personal: Pick<PersonalData, 'digest'>,
    private readonly sessions: SessionStore,
  ) {
    this.lockOut = new LockOut(sessions);
  }

  /** Somebody who has been given a one-time password and is to enrol, or has begun to. */
  async byOneTimePassword({ login, password, address }: Given, now: string): Promise<Recognised | LogInRefused> {
    return this.tried({ login, address }, now, async ({ credentials }) => {
      const isInvited = credentials.stage !== 'enrolled';
      return isPassword(isInvited ? credentials.oneTimePasswordHash : null, password);
    });
  }

  /** Somebody who proves both factors; `enrolling`: for the first time. */
  async byBothFactors(
    given: Given & { readonly code: string },
    now: string,
    stage: 'enrolling' | 'enrolled' = 'enrolled',
  ): Promise<Recognised | LogInRefused> {
    let enrolmentNeeded = false;
    const found = await this.tried(given, now, async ({ credentials }, staffId) => {
      const knows = await isPassword(passwordHashOf(credentials), given.password);
      enrolmentNeeded = knows && credentials.stage !== 'enrolled' && stage === 'enrolled';
      if (!knows || credentials.stage === 'invited' || credentials.stage !== stage) return false;
      return this.has(staffId, credentials.totpSecret, given.code, now);
    });
    return 'fault' in found && enrolmentNeeded ? { ...found, fault: 'enrolment-needed' } : found;
  }

  /** Forgets the wrong tries of an account whose credentials are made anew. */
  unlock(staffId: string): Promise<void> {
    return this.lockOut.forget(staffId);
  }

  private async tried(
    { login, address }: Pick<Given, 'login' | 'address'>,
    now: string,
    proves: (person: Person, staffId: string) => Promise<boolean>,
  ): Promise<Recognised | LogInRefused> {
    const staffId = staffIdOf(this.personal, login);
    const origin = this.personal.digest('log-in-address', addressKey(address));
    const begun = await this.lockOut.begin(staffId, origin, now);
    if ('lockedSeconds' in begun) return { fault: 'locked', staffId, retryAfterSeconds: begun.lockedSeconds };
    try {
      const recognised = await this.proven(login, staffId, proves);
      if (recognised === null) return { fault: 'wrong', staffId };
      await begun.succeeded();
      return recognised;
    } catch (error) {
      await begun.takeBack();
      throw error;
    }
  }

  private async proven(
    login: string,
    staffId: string,
    proves: (person: Person, staffId: string) => Promise<boolean>,
  ): Promise<Recognised | null> {
    const { state: loaded, revision } = await this.commands.ask(HandleStaffMember, staffId);
    const state = loaded as StaffMemberState;
    const person = state.status === 'person' && state.active ? state : null;
    const proven = person === null ? await isPassword(null, login) : await proves(person, staffId);
    return person !== null && proven ? { staffId, person, revision } : null;
  }

  /** Whether the code is the authenticator's, and neither used yet nor older than one that was. */
  private async has(staffId: string, secret: string | null, code: string, now: string): Promise<boolean> {
    const step = secret === null ? null : await timeStepOf(secret, code, now);
    if (step === null) return false;
    const isFirst = await this.use(staffId, step, now);
    // Those before it that would still be good go with it.
    for (const older of [step - 1, step - 2]) await this.use(staffId, older, now);
    return isFirst;
  }

  /** @returns whether it had not been used. */
  private use(staffId: string, step: number, now: string): Promise<boolean> {
    return this.sessions.setIfAbsent(STEP_KIND, `${staffId}/${step}`, true, later(now, REMEMBER_MS));
  }
}
