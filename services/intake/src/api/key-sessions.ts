import { Inject, Injectable } from '@nestjs/common';
import {
  CONFIG,
  EndedSessions,
  Sessions,
  SESSIONS,
  TOKEN_ISSUER,
  type CallersKey,
  type Config,
  type SessionStore,
  type TokenIssuer,
} from '@ekey/platform';

/** A session that was opened with a key. */
export interface KeySession {
  readonly sessionId: string;
  readonly key: CallersKey;
  /** Of the token in which the key is. */
  readonly tokenSerial: string;
}

/** Who has a key signs again instead of refreshing. */
const SECONDS_AN_HOUR = 3_600;

/** The sessions of keys: as long as one access token, found by their key, so that they end with it. */
@Injectable()
export class KeySessions {
  private readonly sessions: Sessions;

  constructor(
    ended: EndedSessions,
    @Inject(TOKEN_ISSUER) private readonly issuer: TokenIssuer,
    @Inject(CONFIG) { ACCESS_TOKEN_SECONDS }: Config,
    @Inject(SESSIONS) store: SessionStore,
  ) {
    this.sessions = new Sessions(store, ended, { kind: 'key-session', hours: ACCESS_TOKEN_SECONDS / SECONDS_AN_HOUR });
  }

  /** @returns the id of a session that can be found by its key from now on, and has no token yet. */
  note(serial: string, now: string): Promise<string> {
    return this.sessions.beginWithoutRefresh(holderOf(serial), now);
  }

  async told({ sessionId, key, tokenSerial }: KeySession) {
    const role = key.onlyFor === undefined ? 'KEY' : 'KEX';
    const caller = { kind: 'enterprise', id: holderOf(key.serial), roles: [role], sessionId, key } as const;
    const accessToken = await this.issuer.issue(caller);
    const expiresIn = this.issuer.lifetimeSeconds;
    return { tokenType: 'Bearer' as const, accessToken, expiresIn, key: { ...key, tokenSerial } };
  }

  end(serial: string, sessionId: string): Promise<void> {
    return this.sessions.end(holderOf(serial), sessionId);
  }

  endAll(serial: string): Promise<void> {
    return this.sessions.endAll(holderOf(serial));
  }
}

/** Who holds a key is known by it alone: no account stands behind. */
const holderOf = (serial: string): string => `key-${serial}`;
