import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { later } from '@ekey/kernel';
import type { EndedSessions } from './ended-sessions';
import { isSameText } from './same-text';
import type { SessionStore } from './session-store';

const HOUR_MS = 3_600_000;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOKEN = new RegExp(`^([\\w-]{1,100})\\.(${UUID})\\.[\\w-]{43}$`);

interface KeptSession {
  readonly tokenDigest: string;
  readonly endsAt: string;
}

/** A session just begun or refreshed. Its token is told once, kept as a digest alone, and good for one refresh. */
export interface OpenSession {
  readonly accountId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

export interface SessionRules {
  /** Under which kind they are kept, as `<account>/<session>`, so that all of an account can be ended at once. */
  readonly kind: string;
  /** How long a session lasts, however often it is refreshed. */
  readonly hours: number;
}

/**
 * The sessions of one kind of accounts. Each is noted as begun until it ends, also while its token changes: by that all of an
 * account are found, whichever process began them. Where one has ended, no access token of it is good either.
 */
export class Sessions {
  private readonly begunKind: string;

  constructor(
    private readonly store: SessionStore,
    private readonly ended: Pick<EndedSessions, 'end'>,
    private readonly rules: SessionRules,
  ) {
    this.begunKind = `${rules.kind}s-begun`;
  }

  async begin(accountId: string, now: string): Promise<OpenSession> {
    const endsAt = this.endOf(now);
    return this.keep(accountId, await this.noted(accountId, endsAt), endsAt);
  }

  /** Of a machine, say, which signs a new assertion instead of refreshing. @returns the id of the session. */
  beginWithoutRefresh(accountId: string, now: string): Promise<string> {
    return this.noted(accountId, this.endOf(now));
  }

  /**
   * @returns the session with its next token; `null` where the token is none. One that was used before ends the session:
   * it has been stolen, and nobody can tell by whom it was used first.
   */
  async refresh(token: string, now: string): Promise<OpenSession | null> {
    const [, accountId, sessionId] = TOKEN.exec(token) ?? [];
    if (accountId === undefined || sessionId === undefined) return null;
    const kept = await this.store.take<KeptSession>(this.rules.kind, `${accountId}/${sessionId}`);
    if (kept === null || kept.endsAt <= now) return null;
    if (!isSameText(digestOf(token), kept.tokenDigest)) {
      await this.end(accountId, sessionId);
      return null;
    }
    // Who ended it while its token was being exchanged found no token to delete; the note of its beginning he did.
    if ((await this.store.get(this.begunKind, `${accountId}/${sessionId}`)) === null) return null;
    return this.keep(accountId, sessionId, kept.endsAt);
  }

  /** What names it goes last: after an end that was cut short it is found again. */
  async end(accountId: string, sessionId: string): Promise<void> {
    await this.ended.end(sessionId);
    await this.store.delete(this.rules.kind, `${accountId}/${sessionId}`);
    await this.store.delete(this.begunKind, `${accountId}/${sessionId}`);
  }

  /** Where a password changed or an account lost its access: whoever came in before is out. */
  async endAll(accountId: string): Promise<void> {
    const begun = await this.store.list<string>(this.begunKind, `${accountId}/`);
    for (const sessionId of begun) await this.end(accountId, sessionId);
  }

  private endOf(now: string): string {
    return later(now, this.rules.hours * HOUR_MS);
  }

  private async noted(accountId: string, endsAt: string): Promise<string> {
    const sessionId = randomUUID();
    await this.store.set(this.begunKind, `${accountId}/${sessionId}`, sessionId, endsAt);
    return sessionId;
  }

  private async keep(accountId: string, sessionId: string, endsAt: string): Promise<OpenSession> {
    const refreshToken = `${accountId}.${sessionId}.${randomBytes(32).toString('base64url')}`;
    const kept: KeptSession = { tokenDigest: digestOf(refreshToken), endsAt };
    await this.store.set(this.rules.kind, `${accountId}/${sessionId}`, kept, endsAt);
    return { accountId, sessionId, refreshToken };
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
