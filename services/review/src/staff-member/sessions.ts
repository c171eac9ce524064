import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { SessionStore } from '@ekey/platform';

/** Under which kind the sessions of staff are kept; ids begin with `<staff id>/`. */
export const SESSION_KIND = 'staff-session';

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

/** Sessions of staff with tokens that are good for one refresh each. */
export class StaffSessions {
  constructor(
    private readonly store: SessionStore,
    private readonly hours: number,
  ) {}

  async begin(staffId: string, now: string): Promise<OpenSession> {
    const endsAt = new Date(Date.parse(now) + this.hours * 3_600_000).toISOString();
    return this.keep(staffId, randomUUID(), endsAt);
  }

  /**
   * @returns the session with its next token, or `null` where the token is none. One that was used before ends the
   * session: it has been stolen, and nobody can tell by whom it was used first.
   */
  async refresh(token: string, now: string): Promise<OpenSession | null> {
    const [, staffId, sessionId, secret] = TOKEN.exec(token) ?? [];
    if (staffId === undefined || sessionId === undefined || secret === undefined) return null;
    const kept = await this.store.take<KeptSession>(SESSION_KIND, `${staffId}/${sessionId}`);
    if (kept === null || kept.endsAt <= now || kept.refreshDigest !== digestOf(secret)) return null;
    return this.keep(staffId, sessionId, kept.endsAt);
  }

  end(staffId: string, sessionId: string): Promise<void> {
    return this.store.delete(SESSION_KIND, `${staffId}/${sessionId}`);
  }

  endAll(staffId: string): Promise<void> {
    return this.store.deleteAll(SESSION_KIND, `${staffId}/`);
  }

  private async keep(staffId: string, sessionId: string, endsAt: string): Promise<OpenSession> {
    const secret = randomBytes(32).toString('base64url');
    const kept: KeptSession = { refreshDigest: digestOf(secret), endsAt };
    await this.store.set(SESSION_KIND, `${staffId}/${sessionId}`, kept, endsAt);
    return { staffId, sessionId, refreshToken: `${staffId}.${sessionId}.${secret}` };
  }
}
