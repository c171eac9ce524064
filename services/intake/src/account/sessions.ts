import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { SessionStore } from '@ekey/platform';

/** Ids begin with `<account>/`, so that all sessions of an account can be ended at once. */
const KIND = 'enterprise-session';

interface KeptSession {
  readonly tokenDigest: string;
  readonly endsAt: string;
}

/** A session as its owner is told it. The token is kept as a digest alone, and is good for one refresh. */
export interface OpenSession {
  readonly accountId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const sameDigest = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOKEN = new RegExp(`^(${UUID})\\.(${UUID})\\.[\\w-]{43}$`);

/** The sessions of enterprise users. */
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly hours: number,
  ) {}

  begin(accountId: string, now: string): Promise<OpenSession> {
    return this.keep(accountId, randomUUID(), new Date(Date.parse(now) + this.hours * 3_600_000).toISOString());
  }

  /**
   * @returns the session with its next token; `null` where the token is none. A token used a second time ends the
   * session: one of the two who had it has stolen it.
   */
  async refresh(token: string, now: string): Promise<OpenSession | null> {
    const [, accountId, sessionId] = TOKEN.exec(token) ?? [];
    if (accountId === undefined || sessionId === undefined) return null;
    const kept = await this.store.take<KeptSession>(KIND, `${accountId}/${sessionId}`);
    if (kept === null || kept.endsAt <= now || !sameDigest(kept.tokenDigest, digestOf(token))) return null;
    return this.keep(accountId, sessionId, kept.endsAt);
  }

  end(accountId: string, sessionId: string): Promise<void> {
    return this.store.delete(KIND, `${accountId}/${sessionId}`);
  }

  /** Where the password changed: whoever knew the old one is out with the next refresh. */
  endAll(accountId: string): Promise<void> {
    return this.store.deleteAll(KIND, `${accountId}/`);
  }

  private async keep(accountId: string, sessionId: string, endsAt: string): Promise<OpenSession> {
    const refreshToken = `${accountId}.${sessionId}.${randomBytes(32).toString('base64url')}`;
    await this.store.set(KIND, `${accountId}/${sessionId}`, { tokenDigest: digestOf(refreshToken), endsAt }, endsAt);
    return { accountId, sessionId, refreshToken };
  }
}
