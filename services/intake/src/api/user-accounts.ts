import { Inject, Injectable } from '@nestjs/common';
import { Turns } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import {
  addressKey,
  Commands,
  HttpIntent,
  LockOut,
  PERSONAL_DATA,
  SESSIONS,
  unauthenticated,
  type SessionStore,
} from '@ekey/platform';
import { HandleAccount } from '../account/account.handler';
import type { AccountState, RegisteredAccount } from '../account/account.state';
import { checkPassword, hashPassword, isPassword } from '../account/passwords';
import { HandleLoginName } from '../login-name/login-name.handler';
import type { LoginNameState } from '../login-name/login-name.state';
import { lockedOut, logInFailed, loginNameProblems } from './accounts.problems';
import { checkedFields } from './checked-fields';

export interface KnownUser {
  readonly accountId: string;
  readonly account: RegisteredAccount;
  readonly revision: number;
}

/** An account that nobody has. */
const NOBODY = 'nobody';

/** Finds accounts by what their users know. */
@Injectable()
export class UserAccounts {
  private readonly lockOut: LockOut;
  /** A try counts as failed while it is under way: right ones at one name at the same moment must not lock each other out. */
  private readonly turns = new Turns();

  constructor(
    private readonly commands: Commands,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
    @Inject(SESSIONS) store: SessionStore,
  ) {
    this.lockOut = new LockOut(store);
  }

  /** The stream of a user name, which tells nothing of it. */
  streamOf(loginName: string): string {
    return this.personal.digest('login-name', loginName.normalize('NFKC').toLowerCase());
  }

  /** @throws LogInFailed, or TooManyFailures; both take as long and read the same where there is no such user. */
  byPassword(loginName: string, password: string, address: string, now: string): Promise<KnownUser> {
    const name = this.streamOf(loginName);
    return this.tried(name, password, address, now, () => this.byStream(name));
  }

  /** The caller once more by the password: what could take an account away asks for it again. Failures count as at log-in. */
  async provenAgain(accountId: string, password: string, address: string, now: string): Promise<KnownUser> {
    const known = await this.current(accountId);
    return this.tried(this.streamOf(known.account.loginName ?? accountId), password, address, now, async () => known);
  }

  /** Who has set a new password by the link in his mail need not wait for what was tried with the old one. */
  unlock(loginName: string): Promise<void> {
    return this.lockOut.forget(this.streamOf(loginName));
  }

  private tried(
    name: string,
    password: string,
    address: string,
    now: string,
    find: () => Promise<KnownUser | null>,
  ): Promise<KnownUser> {
    return this.turns.take(name, async () => {
      const origin = this.personal.digest('log-in-address', addressKey(address));
      const begun = await this.lockOut.begin(name, origin, now);
      if ('lockedSeconds' in begun) throw lockedOut(begun.lockedSeconds);
      const known = await proven(find, password).catch(async (error: unknown) => {
        await begun.takeBack();
        throw error;
      });
      if (known === null) throw logInFailed();
      await begun.succeeded();
      return known;
    });
  }

  /** @returns the account that has claimed this name; `null` where none has, or none was registered after it. */
  async byLoginName(loginName: string): Promise<KnownUser | null> {
    return this.byStream(this.streamOf(loginName));
  }

  async byId(accountId: string): Promise<KnownUser | null> {
    const { state, revision } = await this.commands.ask(HandleAccount, accountId);
    const account = state as AccountState;
    return account.status === 'registered' ? { accountId, account, revision } : null;
  }

  /** The account of the caller. @throws where it exists no more */
  async current(accountId: string): Promise<KnownUser> {
    const known = await this.byId(accountId);
    if (known === null) throw unauthenticated();
    return known;
  }

  /**
   * The name first, since it is what two could want; claimed and not used, it waits for the same claimant for a while. Where
   * there is an account already, what comes next is a repeat or is refused: no name is taken for it.
   */
  async claim(loginName: string, accountId: string, intent: HttpIntent, sent: unknown): Promise<void> {
    const { state, revision } = await this.commands.ask(HandleAccount, accountId);
    if ((state as AccountState).status === 'registered') return;
    intent.refuseStale(revision);
    const name = this.streamOf(loginName);
    const data = { accountId, brokenOff: await this.brokenOff(name), now: intent.now };
    const envelope = intent.envelope({ step: 'claim', sent, expectedRevision: null });
    await this.commands.send(HandleLoginName, name, { type: 'ClaimLoginName', data }, envelope, loginNameProblems);
  }

  /** Who has claimed a name and has no account of that name: never registered, invited no more, or known by another. */
  private async brokenOff(name: string): Promise<string | null> {
    const accountId = await this.claimantOf(name);
    return accountId !== null && this.hasOtherName(await this.accountOf(accountId), name) ? accountId : null;
  }

  /** Where the name of an account was erased, nobody else gets it. */
  private hasOtherName(account: AccountState, name: string): boolean {
    if (account.status !== 'registered') return account.status !== 'invited';
    return account.loginName !== null && this.streamOf(account.loginName) !== name;
  }

  private async accountOf(accountId: string): Promise<AccountState> {
    return (await this.commands.ask(HandleAccount, accountId)).state as AccountState;
  }

  /** @throws the problem that names the field, where the password is too weak. */
  async hashed(password: string, loginName: string, field: string): Promise<string> {
    checkedFields({ [field]: checkPassword(password, loginName) });
    return hashPassword(password);
  }

  private async byStream(name: string): Promise<KnownUser | null> {
    // A stream is read in any case, so that the time tells nothing.
    return this.byId((await this.claimantOf(name)) ?? NOBODY);
  }

  private async claimantOf(name: string): Promise<string | null> {
    return ((await this.commands.ask(HandleLoginName, name)).state as LoginNameState).accountId;
  }
}

async function proven(find: () => Promise<KnownUser | null>, password: string): Promise<KnownUser | null> {
  const known = await find();
  return (await isPassword(known?.account.passwordHash ?? null, password)) ? known : null;
}
