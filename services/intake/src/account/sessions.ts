import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Turns } from '@ekey/kernel';
import type { SessionStore } from '@ekey/platform';

/** Ids begin with `<account>/`, so that all sessions of an account can be ended at once. */
const KIND = 'enterprise-session';
/** Which sessions an account has begun, so that they can be named when all of them end. */
const BEGUN_KIND = 'enterprise-sessions-begun';
/** More than anybody has open; the oldest are forgotten and end by themselves. */
const REMEMBERED = 50;

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
  private readonly turns = new Turns();

  constructor(
    private readonly store: SessionStore,
    private readonly hours: number,
  ) {}

  async begin(accountId: string, now: string): Promise<OpenSession> {
    const sessionId = randomUUID();
    const endsAt = new Date(Date.parse(now) + this.hours * 3_600_000).toISOString();
    await this.turns.take(accountId, async () => {
      const begun = (await this.store.get<readonly string[]>(BEGUN_KIND, accountId)) ?? [];
      await this.store.set(BEGUN_KIND, accountId, [...begun, sessionId].slice(-REMEMBERED), endsAt);
    });
    return this.keep(accountId, sessionId, endsAt);
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

  /** Where the password changed: none of the sessions begun with the old one can be refreshed. @returns their ids */
  async endAll(accountId: string): Promise<readonly string[]> {
    const begun = (await this.store.take<readonly string[]>(BEGUN_KIND, accountId)) ?? [];
    await this.store.deleteAll(KIND, `${accountId}/`);
    return begun;
  }

  private async keep(accountId: string, sessionId: string, endsAt: string): Promise<OpenSession> {
    const refreshToken = `${accountId}.${sessionId}.${randomBytes(32).toString('base64url')}`;
    await this.store.set(KIND, `${accountId}/${sessionId}`, { tokenDigest: digestOf(refreshToken), endsAt }, endsAt);
    return { accountId, sessionId, refreshToken };
  }
}
