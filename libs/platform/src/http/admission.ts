import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Floor } from '../floor';
import { authorise, proofOf, refuseForgery, withOperator, type Proof } from '../security/authentication';
import { ANONYMOUS, type Caller } from '../security/caller';
import type { Rights } from '../security/rights';
import type { SessionCookies } from '../security/session-cookies';
import type { TokenVerifier } from '../security/tokens';
import type { KnownRoutes } from './known-routes';
import { problem, tooManyRequests, type Problem } from './problem';
import { addressKey, RateLimit } from './rate-limit';
import { isSafe } from './safe-methods';
import type { ShortWays } from './short-ways';

/** Certificates' status is asked by POST (RFC 6960 A.1): a question, not a try of a password. */
const STATUS_QUESTION = 'application/ocsp-request';
/** What a supervisor asks all the time. */
export const UNCOUNTED = /^\/(health\/|metrics$)/;

export interface Doorkeeping {
  readonly rights: Rights;
  readonly routes: KnownRoutes;
  readonly shortWays: ShortWays;
  readonly verifier: TokenVerifier;
  readonly cookies: SessionCookies;
  readonly isStopping: () => boolean;
}

/**
 * Everything that is settled before a body is read: who calls, how often, whether there is such a route and whether the
 * caller may use it. In this order, so that no refusal escapes being counted.
 */
export class Admission {
  private readonly requests: RateLimit;
  private readonly tries: RateLimit;

  constructor(
    private readonly floor: Pick<Floor, 'config' | 'accessLog'>,
    private readonly door: Doorkeeping,
  ) {
    this.requests = new RateLimit(floor.config.RATE_LIMIT_PER_MINUTE);
    this.tries = new RateLimit(floor.config.RATE_LIMIT_LOGIN_PER_MINUTE);
  }

  /** Leaves the caller in the request and goes on, unless the request is refused or answered here. */
  admit(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    const goOn = (isToGoOn: boolean): void => (isToGoOn ? done() : undefined);
    try {
      const admitted = this.admitKnown(request, reply);
      if (typeof admitted === 'boolean') goOn(admitted);
      else admitted.then(goOn, done);
    } catch (refusal) {
      done(refusal as Error);
    }
  }

  /** @returns whether the request is to go on; at once where nobody has to be asked, as for nearly every request. */
  private admitKnown(request: FastifyRequest, reply: FastifyReply): boolean | Promise<boolean> {
    if (this.door.isStopping()) throw stopping();
    const proof = proofOf(request);
    if (proof === undefined) return this.admitCaller(request, reply, ANONYMOUS);
    const known = this.door.verifier.remembered(proof.token, request.receivedAt);
    if (known !== undefined && !(known instanceof Promise)) return this.admitCaller(request, reply, known, proof);
    return this.admitUnknown(request, reply, proof, known);
  }

  private async admitUnknown(
    request: FastifyRequest,
    reply: FastifyReply,
    proof: Proof,
    known: Promise<Caller | undefined> | undefined,
  ): Promise<boolean> {
    const caller = (await known) ?? (await this.verified(request, proof));
    return this.admitCaller(request, reply, caller, proof);
  }

  private admitCaller(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    proof?: Proof,
  ): boolean | Promise<boolean> {
    request.caller = withOperator(caller, request);
    this.count(request);
    refuseUnlessOneHost(request);
    if (request.is404) return this.answerWithoutRoute(request, reply);
    if (proof !== undefined) refuseForgery(request, proof, request.caller, this.door.cookies);
    return authorise(request, this.door.rights, this.floor.accessLog);
  }

  /** A token that is not good makes nobody of its bearer: public routes, such as logging in again, stay open to him. */
  private async verified(request: FastifyRequest, { token }: Proof): Promise<Caller> {
    // Verifying costs a hundred times what counting does: whoever sends nothing but forged tokens gets no more of it.
    const wait = this.requests.waitOf(addressKey(request.ip));
    if (wait > 0) throw tooManyRequests(wait);
    return (await this.door.verifier.verify(token)) ?? ANONYMOUS;
  }

  private count(request: FastifyRequest): void {
    if (UNCOUNTED.test(request.url)) return;
    const wait = this.requests.take(countedAs(request), request.routeOptions.config.weight);
    const waitForTry = this.isTry(request) ? this.tries.take(addressKey(request.ip)) : 0;
    if (wait + waitForTry > 0) throw tooManyRequests(Math.max(wait, waitForTry));
  }

  /** Where anybody may write, passwords, codes and links are tried, and accounts and mails are made. */
  private isTry({ method, headers, routeOptions }: FastifyRequest): boolean {
    if (isSafe(method) || headers['content-type'] === STATUS_QUESTION) return false;
    return this.door.rights.grant(method, routeOptions.url ?? '') === 'public';
  }

  /** `OPTIONS` is told what a path knows (RFC 9110 §9.3.7); anything else that it does not know is refused. */
  private answerWithoutRoute(request: FastifyRequest, reply: FastifyReply): false {
    const methods = this.door.routes.methodsOf(request.url);
    if (methods.length === 0) throw noSuchAddress();
    if (request.method !== 'OPTIONS') throw methodNotAllowed(methods);
    void reply.status(204).header('allow', methods.join(', ')).send();
    return false;
  }
}

/** By his account, or by his address who has none. */
export const countedAs = ({ caller: { kind, id }, ip }: Pick<FastifyRequest, 'caller' | 'ip'>): string =>
  kind === 'anonymous' ? addressKey(ip) : `${kind} ${id}`;

/** RFC 9112 §3.2. Of several Node tells only the first, and who stands before us may have gone by another. */
function refuseUnlessOneHost({ raw }: FastifyRequest): void {
  const { rawHeaders, httpVersion } = raw;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  if (hosts > 1) throw severalHosts();
  if (hosts === 0 && httpVersion === '1.1') throw hostMissing();
}

export const stopping = (): Problem =>
  problem({
    status: 503,
    code: 'Stopping',
    zh: '系统正在重启，请稍后重试。',
    en: 'The system is being restarted. Try again in a moment.',
    retryAfterSeconds: 5,
    headers: { connection: 'close' },
    meant: 'stopping',
  });
export const hostMissing = (): Problem =>
  problem({
    status: 400,
    code: 'HostMissing',
    zh: '请求缺少 Host 请求头，请补上。',
    en: 'The request lacks the header Host. Send it.',
  });
export const severalHosts = (): Problem =>
  problem({
    status: 400,
    code: 'SeveralHosts',
    zh: '请求含有多个 Host 请求头，请只保留一个。',
    en: 'The request has the header Host more than once. Send it once.',
  });
const noSuchAddress = (): Problem =>
  problem({ status: 404, code: 'NotFound', zh: '没有这个地址，请核对。', en: 'There is no such address. Check it.' });
export const methodNotAllowed = (methods: readonly string[]): Problem =>
  problem({
    status: 405,
    code: 'MethodNotAllowed',
    zh: '此地址不支持该方法。',
    en: 'This address does not know that method.',
    headers: { allow: methods.join(', ') },
  });
