import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EndedSessions, SessionStore } from '@ekey/platform';

/** Under which kind the refresh tokens of staff are kept; ids begin with `<account id>/`. */
const REFRESH_KIND = 'staff-session';
/** Which sessions an account has begun, so that all of them can be ended. */
const LIST_KIND = 'staff-session-list';
/** More sessions than anybody has open at once; the oldest fall off the list. */
const MOST_SESSIONS = 100;
const HOUR_MS = 3_600_000;

interface KeptSession {
  readonly refreshDigest: string;
  readonly endsAt: string;
}

/** A session just begun or refreshed. `refreshToken` is told once and kept only as a digest. */
export interface OpenSession {
  readonly staffId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const TOKEN = /^([\w-]{1,100})\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** Sessions of staff, with tokens that are good for one refresh each. Ended, no access token of theirs is good either. */
export class StaffSessions {
  constructor(
    private readonly store: SessionStore,
    private readonly ended: Pick<EndedSessions, 'end'>,
    private readonly hours: number,
  ) {}

  async begin(staffId: string, now: string): Promise<OpenSession> {
    const endsAt = new Date(Date.parse(now) + this.hours * HOUR_MS).toISOString();
    const sessionId = await this.listed(staffId, endsAt);
    return this.keep(staffId, sessionId, endsAt);
  }

  /** A machine signs a new assertion instead of refreshing. @returns the id of its session. */
  async beginOfMachine(machineId: string, now: string): Promise<string> {
    return this.listed(machineId, new Date(Date.parse(now) + this.hours * HOUR_MS).toISOString());
  }

  /**
   * @returns the session with its next token, or `null` where the token is none. One that was used before ends the
   * session: it has been stolen, and nobody can tell by whom it was used first.
   */
  async refresh(token: string, now: string): Promise<OpenSession | null> {
    const [, staffId, sessionId, secret] = TOKEN.exec(token) ?? [];
    if (staffId === undefined || sessionId === undefined || secret === undefined) return null;
    const kept = await this.store.take<KeptSession>(REFRESH_KIND, `${staffId}/${sessionId}`);
    if (kept === null || kept.endsAt <= now) return null;
    if (kept.refreshDigest === digestOf(secret)) return this.keep(staffId, sessionId, kept.endsAt);
    await this.ended.end(sessionId);
    return null;
  }

  async end(staffId: string, sessionId: string): Promise<void> {
    await this.store.delete(REFRESH_KIND, `${staffId}/${sessionId}`);
    await this.ended.end(sessionId);
  }

  async endAll(accountId: string): Promise<void> {
    await this.store.deleteAll(REFRESH_KIND, `${accountId}/`);
    for (const sessionId of await this.listOf(accountId)) await this.ended.end(sessionId);
    await this.store.delete(LIST_KIND, accountId);
  }

  private async keep(staffId: string, sessionId: string, endsAt: string): Promise<OpenSession> {
    const secret = randomBytes(32).toString('base64url');
    const kept: KeptSession = { refreshDigest: digestOf(secret), endsAt };
    await this.store.set(REFRESH_KIND, `${staffId}/${sessionId}`, kept, endsAt);
    return { staffId, sessionId, refreshToken: `${staffId}.${sessionId}.${secret}` };
  }

  private async listed(accountId: string, endsAt: string): Promise<string> {
    const sessionId = randomUUID();
    const list = [...(await this.listOf(accountId)), sessionId].slice(-MOST_SESSIONS);
    await this.store.set(LIST_KIND, accountId, list, endsAt);
    return sessionId;
  }

  private async listOf(accountId: string): Promise<readonly string[]> {
    return (await this.store.get<readonly string[]>(LIST_KIND, accountId)) ?? [];
  }
}
