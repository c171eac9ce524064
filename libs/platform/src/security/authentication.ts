import type { FastifyRequest } from 'fastify';
import { forbidden, problem, unauthenticated, type Problem } from '../http/problem';
import { isSafe } from '../http/safe-methods';
import type { AccessLog } from './access-log';
import type { Caller } from './caller';
import { mayUse, type Rights } from './rights';
import { CSRF_COOKIE, CSRF_HEADER, SESSION_COOKIE, type SessionCookies } from './session-cookies';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

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
  if (!proof.byCookie || isSafe(request.method) || caller.kind === 'anonymous') return;
  if (!cookies.isOwnPage(request, caller.sessionId ?? caller.id)) throw foreignPage();
}

/** A machine names the person for whom it acts. Whether it may is asked in `authorise`, once the request is counted. */
export function withOperator(caller: Caller, request: FastifyRequest): Caller {
  const operator = request.headers['x-operator'];
  return caller.kind === 'machine' && typeof operator === 'string' ? { ...caller, operator } : caller;
}

/**
 * Lets a caller through to a route, or says why not; refusals go to the access log before they are told.
 * @throws Problem
 */
export function authorise(request: FastifyRequest, rights: Rights, accessLog: AccessLog): true | Promise<never> {
  const { caller } = request;
  if (!isItsOperator(caller)) return refuse(request, accessLog, operatorNotAllowed());
  const grant = rights.grant(request.method, request.routeOptions.url ?? '');
  if (grant === undefined || mayUse(grant, caller)) return true;
  if (caller.kind === 'anonymous') throw unauthenticated();
  return refuse(request, accessLog, forbidden());
}

/** Who issued the token has looked whom the machine works for: nobody else is believed to stand behind it. */
const isItsOperator = ({ operator, operators }: Caller): boolean =>
  operator === undefined || operators?.includes(operator) === true;

async function refuse(request: FastifyRequest, accessLog: AccessLog, told: Problem): Promise<never> {
  const { caller, method, routeOptions, url } = request;
  const route = routeOptions.url ?? '';
  await accessLog.record({
    service: /^\/api\/([a-z]+)\//.exec(route)?.[1] ?? 'platform',
    caller,
    action: `${method} ${route}`,
    subject: url.split('?')[0] as string,
    purpose: 'request',
    outcome: 'refused',
  });
  throw told;
}

export const operatorNotAllowed = (): Problem =>
  problem({
    status: 403,
    code: 'OperatorNotAllowed',
    zh: '该操作员无权使用本设备，请核对 X-Operator，或由安全管理员登记后重新登录。',
    en: 'This operator may not work this machine. Check X-Operator, or have the security administrator register the operator and log the machine in again.',
  });

export const foreignPage = (): Problem =>
  problem({
    status: 403,
    code: 'CsrfTokenMissing',
    zh: `请在 ${CSRF_HEADER} 请求头中提供 ${CSRF_COOKIE} Cookie 的值。`,
    en: `Repeat the value of the ${CSRF_COOKIE} cookie in the header ${CSRF_HEADER}.`,
  });
