import { Inject, Injectable } from '@nestjs/common';
import {
  CONFIG,
  EndedSessions,
  SessionCookies,
  SESSIONS,
  TOKEN_ISSUER,
  type Caller,
  type Config,
  type OpenSession,
  type Sessions,
  type SessionStore,
  type TokenIssuer,
} from '@ekey/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { enterpriseSessions } from './enterprise-sessions';

/** The refresh token is sent back here alone. */
const REFRESH_PATH = '/api/intake/v1/sessions';

/** Tells sessions as tokens, or keeps them in a browser's cookies; ends them so that no token is good any more. */
@Injectable()
export class SessionTokens {
  private readonly sessions: Sessions;

  constructor(
    private readonly cookies: SessionCookies,
    ended: EndedSessions,
    @Inject(TOKEN_ISSUER) private readonly issuer: TokenIssuer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SESSIONS) store: SessionStore,
  ) {
    this.sessions = enterpriseSessions(store, ended, config.REFRESH_TOKEN_HOURS);
  }

  jwks() {
    return this.issuer.jwks();
  }

  begin(accountId: string, now: string): Promise<OpenSession> {
    return this.sessions.begin(accountId, now);
  }

  /** @returns `null` where the token is none, or was used before. */
  refresh(token: string, now: string): Promise<OpenSession | null> {
    return this.sessions.refresh(token, now);
  }

  async end({ id, sessionId }: Caller, reply: FastifyReply): Promise<void> {
    this.cookies.end(reply, REFRESH_PATH);
    if (sessionId !== undefined) await this.sessions.end(id, sessionId);
  }

  /** One of which no token was told yet. */
  cancel({ accountId, sessionId }: OpenSession): Promise<void> {
    return this.sessions.end(accountId, sessionId);
  }

  /** Where the password changed: whoever came in with the old one is out. */
  endAll(accountId: string): Promise<void> {
    return this.sessions.endAll(accountId);
  }

  async told({ accountId, sessionId, refreshToken }: OpenSession, inCookies: boolean, reply: FastifyReply) {
    void reply.header('cache-control', 'no-store');
    const accessToken = await this.issuer.issue({ kind: 'enterprise', id: accountId, roles: ['ENT'], sessionId });
    const expiresIn = this.issuer.lifetimeSeconds;
    if (!inCookies) return { tokenType: 'Bearer', accessToken, expiresIn, refreshToken, accountId };
    const refresh = { token: refreshToken, seconds: this.config.REFRESH_TOKEN_HOURS * 3_600, path: REFRESH_PATH };
    this.cookies.begin(reply, { sessionId, accessToken, accessSeconds: expiresIn, refresh });
    return { expiresIn, accountId };
  }

  refreshTokenOf(request: FastifyRequest): string | undefined {
    return this.cookies.refreshTokenOf(request);
  }
}
