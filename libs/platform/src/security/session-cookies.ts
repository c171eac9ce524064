import { createHmac } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config';
import { isSameText } from './same-text';

/** The cookie that carries an access token for browsers, and the header that proves that the page itself sent the request. */
export const SESSION_COOKIE = 'ekey-session';
const REFRESH_COOKIE = 'ekey-refresh';
export const CSRF_HEADER = 'x-csrf-token';
export const CSRF_COOKIE = 'ekey-csrf';

/** What a browser is given where it logs in or refreshes its session. */
export interface BrowserSession {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly accessSeconds: number;
  /** Sent back to `path` alone, such as `/api/intake/v1/sessions`. */
  readonly refresh?: { readonly token: string; readonly seconds: number; readonly path: string };
}

/**
 * Sessions for browsers. The tokens stand in cookies that no script can read and no foreign page makes the browser send;
 * a write must besides repeat, in a header, a value that only our own page can read (OWASP: signed double-submit cookie).
 */
export class SessionCookies {
  constructor(
    private readonly config: Pick<Config, 'COOKIE_SECURE'>,
    private readonly csrfKey: Buffer,
  ) {}

  begin(reply: FastifyReply, { sessionId, accessToken, accessSeconds, refresh }: BrowserSession): void {
    const lifetime = refresh?.seconds ?? accessSeconds;
    void reply.setCookie(SESSION_COOKIE, accessToken, this.hidden('/api', accessSeconds));
    void reply.setCookie(CSRF_COOKIE, this.csrfToken(sessionId), { ...this.hidden('/', lifetime), httpOnly: false });
    if (refresh !== undefined)
      void reply.setCookie(REFRESH_COOKIE, refresh.token, this.hidden(refresh.path, refresh.seconds));
  }

  /** @param refreshPath as it was when the session began. */
  end(reply: FastifyReply, refreshPath?: string): void {
    void reply.clearCookie(SESSION_COOKIE, this.hidden('/api'));
    void reply.clearCookie(CSRF_COOKIE, { ...this.hidden('/'), httpOnly: false });
    if (refreshPath !== undefined) void reply.clearCookie(REFRESH_COOKIE, this.hidden(refreshPath));
  }

  refreshTokenOf(request: FastifyRequest): string | undefined {
    return request.cookies[REFRESH_COOKIE];
  }

  /** Whether a request that came by cookie was sent by our own page. */
  isOwnPage(request: FastifyRequest, sessionId: string): boolean {
    return isSameText(String(request.headers[CSRF_HEADER] ?? ''), this.csrfToken(sessionId));
  }

  private csrfToken(sessionId: string): string {
    return createHmac('sha256', this.csrfKey).update(sessionId).digest('base64url');
  }

  private hidden(path: string, maxAge?: number): CookieSerializeOptions {
    const lifetime = maxAge === undefined ? {} : { maxAge };
    return { path, httpOnly: true, sameSite: 'strict', secure: this.config.COOKIE_SECURE, ...lifetime };
  }
}
