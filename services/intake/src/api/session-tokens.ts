import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  CONFIG,
  CSRF_COOKIE,
  SESSION_COOKIE,
  SESSIONS,
  TOKEN_ISSUER,
  type Config,
  type SessionStore,
  type TokenIssuer,
} from '@ekey/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Sessions, type OpenSession } from '../account/sessions';

/** Sent where it is needed alone. */
const REFRESH_COOKIE = 'ekey-enterprise-refresh';
const REFRESH_PATH = '/api/intake/v1/sessions';

/** Tells sessions as tokens, or keeps them in a browser's cookies. */
@Injectable()
export class SessionTokens {
  readonly sessions: Sessions;

  constructor(
    @Inject(TOKEN_ISSUER) private readonly issuer: TokenIssuer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SESSIONS) store: SessionStore,
  ) {
    this.sessions = new Sessions(store, config.REFRESH_TOKEN_HOURS);
  }

  jwks(): Promise<{ keys: object[] }> {
    return this.issuer.jwks();
  }

  async told({ accountId, sessionId, refreshToken }: OpenSession, inCookies: boolean, reply: FastifyReply) {
    void reply.header('cache-control', 'no-store');
    const accessToken = await this.issuer.issue({ kind: 'enterprise', id: accountId, roles: ['ENT'], sessionId });
    const expiresIn = this.issuer.lifetimeSeconds;
    if (!inCookies) return { tokenType: 'Bearer', accessToken, expiresIn, refreshToken, accountId };
    this.keep(reply, accessToken, refreshToken);
    return { expiresIn, accountId };
  }

  refreshTokenOf(request: FastifyRequest): string | undefined {
    return (request as { cookies?: Readonly<Record<string, string | undefined>> }).cookies?.[REFRESH_COOKIE];
  }

  forget(reply: FastifyReply): void {
    void reply.clearCookie(SESSION_COOKIE, { path: '/' });
    void reply.clearCookie(REFRESH_COOKIE, { path: REFRESH_PATH });
    void reply.clearCookie(CSRF_COOKIE, { path: '/' });
  }

  /** Scripts read none of it but the word that they must repeat with every write. */
  private keep(reply: FastifyReply, accessToken: string, refreshToken: string): void {
    const { COOKIE_SECURE: secure, ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_HOURS } = this.config;
    const maxAge = REFRESH_TOKEN_HOURS * 3_600;
    const hidden = { httpOnly: true, sameSite: 'strict', secure } as const;
    void reply.setCookie(SESSION_COOKIE, accessToken, { ...hidden, path: '/', maxAge: ACCESS_TOKEN_SECONDS });
    void reply.setCookie(REFRESH_COOKIE, refreshToken, { ...hidden, path: REFRESH_PATH, maxAge });
    void reply.setCookie(CSRF_COOKIE, randomBytes(24).toString('base64url'), {
      sameSite: 'strict',
      secure,
      path: '/',
      maxAge,
    });
  }
}
