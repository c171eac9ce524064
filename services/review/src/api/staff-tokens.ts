import { Inject, Injectable } from '@nestjs/common';
import type { PersonalData } from '@ekey/personal-data';
import {
  ACCESS_LOG,
  Commands,
  CONFIG,
  EndedSessions,
  PERSONAL_DATA,
  SESSIONS,
  TOKEN_ISSUER,
  unauthenticated,
  type AccessLog,
  type Caller,
  type Config,
  type OpenSession,
  type Sessions,
  type SessionStore,
  type TokenIssuer,
} from '@ekey/platform';
import { LogIn, type LogInRefused, type Recognised } from '../staff-member/log-in';
import type { AssertedMachine } from '../staff-member/machine-assertion';
import { staffSessions } from '../staff-member/staff-sessions';
import { HandleStaffMember } from '../staff-member/staff-member.handler';
import { Crews } from './crews';
import { assertionRefused, logInProblem } from './staff.problems';
import type { Machine, Person, StaffMemberState } from '../staff-member/staff-member.state';

/** Turns accounts into tokens that every service understands. */
@Injectable()
export class StaffTokens {
  readonly sessions: Sessions;
  readonly logIn: LogIn;

  constructor(
    private readonly commands: Commands,
    private readonly crews: Crews,
    @Inject(TOKEN_ISSUER) private readonly issuer: TokenIssuer,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
    @Inject(SESSIONS) store: SessionStore,
    @Inject(PERSONAL_DATA) personal: PersonalData,
    @Inject(CONFIG) config: Config,
    ended: EndedSessions,
  ) {
    this.sessions = staffSessions(store, ended, config.REFRESH_TOKEN_HOURS);
    this.logIn = new LogIn(commands, personal, store);
  }

  /**
   * The first tokens of who was recognised when his account stood at this revision.
   * @throws the problem of a wrong log-in where it was changed since: what ended his sessions then could not find this one.
   */
  async begin({ staffId, revision }: Pick<Recognised, 'staffId' | 'revision'>, now: string) {
    const session = await this.sessions.begin(staffId, now);
    const known = await this.known(staffId);
    if (known.revision === revision && known.state.status === 'person') return this.ofPerson(session, known.state);
    await this.sessions.end(staffId, session.sessionId);
    await this.record('staff', staffId, 'session.begin', 'refused');
    throw logInProblem({ fault: 'wrong' });
  }

  /** The same for a machine. Its token names those for whom it may act until it logs in again. @throws assertionRefused */
  async beginOfMachine({ machineId, revision }: Pick<AssertedMachine, 'machineId' | 'revision'>, now: string) {
    const sessionId = await this.sessions.beginWithoutRefresh(machineId, now);
    const known = await this.known(machineId);
    if (known.revision === revision && known.state.status === 'machine')
      return this.ofMachine(machineId, sessionId, known.state);
    await this.sessions.end(machineId, sessionId);
    await this.record('machine', machineId, 'machine-session.begin', 'refused');
    throw assertionRefused();
  }

  /** Ends what an account has open, and what the machines have that it may work: their tokens name it. */
  async endAll(accountId: string): Promise<void> {
    const machines = await this.crews.machinesOf(accountId);
    for (const id of [accountId, ...machines]) await this.sessions.endAll(id);
  }

  /** @throws unauthenticated where the token is none, was used before, or the account has lost its access. */
  async refreshed(token: string, now: string) {
    const session = await this.sessions.refresh(token, now);
    if (session === null) throw unauthenticated();
    const { state } = await this.known(session.accountId);
    if (state.status !== 'person' || !state.active || state.credentials.stage !== 'enrolled') throw unauthenticated();
    return this.ofPerson(session, state);
  }

  /** A try to get in, whatever became of it. */
  record(kind: 'staff' | 'machine', id: string, action: string, outcome: 'granted' | 'refused'): Promise<void> {
    const caller = { kind, id, roles: [] } as const;
    return this.accessLog.record({ service: 'review', caller, action, subject: id, purpose: 'log-in', outcome });
  }

  /** @throws the problem of a log-in that failed. Either way it is recorded. */
  async recognised(found: Recognised | LogInRefused, action: string): Promise<Recognised> {
    const refused = 'fault' in found;
    await this.record('staff', found.staffId, action, refused ? 'refused' : 'granted');
    if (refused) throw logInProblem(found);
    return found;
  }

  jwks() {
    return this.issuer.jwks();
  }

  private async ofPerson({ accountId: staffId, sessionId, refreshToken }: OpenSession, { assignment }: Person) {
    const caller: Caller = { kind: 'staff', id: staffId, sessionId, ...claimsOf(assignment) };
    const accessToken = await this.issuer.issue(caller);
    const { organisationId, roles, pickupPointIds } = assignment;
    return {
      tokenType: 'Bearer' as const,
      accessToken,
      expiresIn: this.issuer.lifetimeSeconds,
      refreshToken,
      sessionId,
      staff: { staffId, organisationId, roles, pickupPointIds },
    };
  }

  private async ofMachine(machineId: string, sessionId: string, machine: Machine) {
    const operators = await this.crews.fit(machine);
    const claims = { sessionId, operators, ...claimsOf(machine.assignment) };
    const accessToken = await this.issuer.issue({ kind: 'machine', id: machineId, ...claims });
    return { tokenType: 'Bearer' as const, accessToken, expiresIn: this.issuer.lifetimeSeconds };
  }

  private async known(id: string): Promise<{ readonly state: StaffMemberState; readonly revision: number }> {
    const { state, revision } = await this.commands.ask(HandleStaffMember, id);
    return { state: state as StaffMemberState, revision };
  }
}

const claimsOf = ({ organisationId, roles, pickupPointIds }: Person['assignment']) => ({
  roles,
  ...(organisationId !== null && { organisationId }),
  ...(pickupPointIds.length > 0 && { pickupPointIds }),
});
