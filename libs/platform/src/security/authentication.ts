import type { FastifyRequest } from 'fastify';
import { forbidden, problem, unauthenticated, type Problem } from '../http/problem';
import type { AccessLog } from './access-log';
import type { Caller } from './caller';
import { mayUse, type Rights } from './rights';
import { CSRF_COOKIE, CSRF_HEADER, SESSION_COOKIE, type SessionCookies } from './session-cookies';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const OPERATOR = /^[\w.-]{1,64}$/;

/** What a request offers to prove who sent it. */
export interface Proof {
  readonly token: string;
  /** By cookie, which a browser sends by itself: then a write must show that our own page sent it. */
  readonly byCookie: boolean;
}

/** A token in the header goes before one in a cookie. */
export function proofOf(request: FastifyRequest): Proof | undefined {
  const { authorization } = request.headers;
  const bearer = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const token = request.headers.cookie === undefined ? undefined : request.cookies[SESSION_COOKIE];
  return token === undefined ? undefined : { token, byCookie: true };
}

/** @throws Problem where a browser was made to send a write by a foreign page. */
export function refuseForgery(request: FastifyRequest, proof: Proof, caller: Caller, cookies: SessionCookies): void {
  if (!proof.byCookie || SAFE.has(request.method) || caller.kind === 'anonymous') return;
  if (!cookies.isOwnPage(request, caller.sessionId ?? caller.id)) throw foreignPage();
}

/** A machine names the person for whom it acts. */
export function withOperator(caller: Caller, request: FastifyRequest): Caller {
  const operator = request.headers['x-operator'];
  if (caller.kind !== 'machine' || operator === undefined) return caller;
  if (typeof operator === 'string' && OPERATOR.test(operator)) return { ...caller, operator };
  throw problem({
    status: 400,
    code: 'InvalidOperator',
    zh: 'X-Operator 须为操作员编号。',
    en: 'X-Operator carries the id of the operator.',
  });
}

/**
 * Lets a caller through to a route, or says why not; refusals go to the access log before they are told.
 * @throws Problem
 */
export function authorise(request: FastifyRequest, rights: Rights, accessLog: AccessLog): true | Promise<never> {
  const grant = rights.grant(request.method, request.routeOptions.url ?? '');
  if (grant === undefined || mayUse(grant, request.caller)) return true;
  if (request.caller.kind === 'anonymous') throw unauthenticated();
  return refuse(request, accessLog);
}

async function refuse({ caller, method, routeOptions, url }: FastifyRequest, accessLog: AccessLog): Promise<never> {
  const route = routeOptions.url ?? '';
  await accessLog.record({
    service: /^\/api\/([a-z]+)\//.exec(route)?.[1] ?? 'platform',
    caller,
    action: `${method} ${route}`,
    subject: url.split('?')[0] as string,
    purpose: 'request',
    outcome: 'refused',
  });
  throw forbidden();
}

const foreignPage = (): Problem =>
  problem({
    status: 403,
    code: 'CsrfTokenMissing',
    zh: `请在 ${CSRF_HEADER} 请求头中提供 ${CSRF_COOKIE} Cookie 的值。`,
    en: `Repeat the value of the ${CSRF_COOKIE} cookie in the header ${CSRF_HEADER}.`,
  });
