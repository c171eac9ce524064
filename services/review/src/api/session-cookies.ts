import { randomBytes } from 'node:crypto';
import { CSRF_COOKIE, SESSION_COOKIE, type Config } from '@ekey/platform';
import type { FastifyReply } from 'fastify';

/** Sent to the place where it is needed alone, so that no other request carries it. */
const REFRESH_COOKIE = 'ekey-refresh';
const REFRESH_PATH = '/api/review/v1/sessions';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Puts a session into cookies that scripts cannot read, beside one that they must repeat with every write. */
export function setSessionCookies(reply: FastifyReply, { accessToken, refreshToken }: Tokens, config: Config): void {
  const guarded = { httpOnly: true, sameSite: 'strict', secure: config.COOKIE_SECURE } as const;
  const seconds = config.REFRESH_TOKEN_HOURS * 3_600;
  void reply.setCookie(SESSION_COOKIE, accessToken, { ...guarded, path: '/', maxAge: config.ACCESS_TOKEN_SECONDS });
  void reply.setCookie(REFRESH_COOKIE, refreshToken, { ...guarded, path: REFRESH_PATH, maxAge: seconds });
  const readable = { sameSite: 'strict', secure: config.COOKIE_SECURE, path: '/', maxAge: seconds } as const;
  void reply.setCookie(CSRF_COOKIE, randomBytes(24).toString('base64url'), readable);
}

export function clearSessionCookies(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, { path: '/' });
  void reply.clearCookie(REFRESH_COOKIE, { path: REFRESH_PATH });
  void reply.clearCookie(CSRF_COOKIE, { path: '/' });
}

export const refreshCookieOf = (request: { readonly cookies?: Readonly<Record<string, string | undefined>> }) =>
  request.cookies?.[REFRESH_COOKIE];
