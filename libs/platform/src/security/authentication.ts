import type { FastifyRequest } from 'fastify';
import { forbidden, problem, unauthenticated } from '../http/problem';
import type { AccessLog } from './access-log';
import { ANONYMOUS, type Caller } from './caller';
import { mayUse, type Rights } from './rights';
import type { TokenVerifier } from './tokens';

/** The cookie that carries an access token for browsers, and the header that proves that the page itself sent the request. */
export const SESSION_COOKIE = 'ekey-session';
export const CSRF_HEADER = 'x-csrf-token';
export const CSRF_COOKIE = 'ekey-csrf';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who calls: by bearer token, or by cookie (then a write must repeat the CSRF cookie in a header). */
export async function authenticate(request: FastifyRequest, verifier: TokenVerifier): Promise<Caller> {
  const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const cookies = (request as unknown as { cookies?: Record<string, string | undefined> }).cookies ?? {};
  const token = bearer ?? cookies[SESSION_COOKIE];
  if (token === undefined) {
    if (request.headers.authorization !== undefined) throw unauthenticated();
    return ANONYMOUS;
  }
  const caller = await verifier.verify(token);
  if (caller === undefined) {
    // A browser's stale cookie must not bar it from what is public, such as logging in again.
    if (bearer === undefined) return ANONYMOUS;
    throw unauthenticated();
  }
  if (bearer === undefined && !SAFE.has(request.method)) refuseForgery(request, cookies[CSRF_COOKIE]);
  return withOperator(caller, request);
}

/** Double-submit: a foreign page can make the browser send the cookie, but not read it. */
function refuseForgery(request: FastifyRequest, cookie: string | undefined): void {
  if (cookie !== undefined && cookie !== '' && request.headers[CSRF_HEADER] === cookie) return;
  throw problem({
    status: 403,
    code: 'CsrfTokenMissing',
    zh: `请在 ${CSRF_HEADER} 请求头中提供 ${CSRF_COOKIE} Cookie 的值。`,
    en: `Repeat the value of the ${CSRF_COOKIE} cookie in the header ${CSRF_HEADER}.`,
  });
}

/** A machine names the person for whom it acts. */
function withOperator(caller: Caller, request: FastifyRequest): Caller {
  const operator = request.headers['x-operator'];
  if (caller.kind !== 'machine' || typeof operator !== 'string') return caller;
  if (/^[\w.-]{1,64}$/.test(operator)) return { ...caller, operator };
  throw problem({
    status: 400,
    code: 'InvalidOperator',
    zh: 'X-Operator 须为操作员编号。',
    en: 'X-Operator carries the id of the operator.',
  });
}

/** Lets a caller through to a route, or says why not; refusals go to the access log. */
export async function authorise(request: FastifyRequest, rights: Rights, accessLog: AccessLog): Promise<void> {
  const route = request.routeOptions.url ?? '';
  const grant = rights.grant(request.method, route);
  if (grant === undefined || mayUse(grant, request.caller)) return;
  if (request.caller.kind === 'anonymous') throw unauthenticated();
  const service = /^\/api\/([a-z]+)\//.exec(route)?.[1] ?? 'platform';
  const { caller } = request;
  await accessLog.record({
    service,
    caller,
    action: `${request.method} ${route}`,
    subject: request.url.split('?')[0] as string,
    purpose: 'request',
    outcome: 'refused',
  });
  throw forbidden();
}
