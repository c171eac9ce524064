import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Floor } from '../floor';
import { logRequest } from '../operation/logging';
import type { Metrics } from '../operation/metrics';
import { ANONYMOUS } from '../security/caller';
import { Admission, countedAs, UNCOUNTED, type Doorkeeping } from './admission';
import { BINARY_LIMIT, JSON_LIMIT, installBodyParsers } from './body-parsers';
import { BodyShares } from './body-shares';
import { answerUnreadable, answerUnrouted } from './connection-errors';
import { InHand } from './in-hand';
import { tooBusy } from './problem';
import { sendProblem } from './problem.filter';
import { refusalOfUnasked } from './unasked-bodies';
import { installSecurityHeaders, withHeadersOfData } from './security-headers';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Names of mails in the outbox are the longest that stand in a path. */
const LONGEST_PARAMETER = 400;
/** A scan of 1 MiB over a poor line; and how long a connection may be silent, an answer that is waited for included. */
const [WHOLE_REQUEST_MS, SILENCE_MS] = [120_000, 130_000];
/** A Fastify instance with everything around the routes: identity, limits, headers, errors. Nest adds the routes. */
export async function httpServer(floor: Floor, door: Doorkeeping, metrics: Metrics): Promise<FastifyInstance> {
  const { config } = floor;
  const server = fastify({
    genReqId: () => randomUUID(),
    // The admission refuses a request without a host: Node would with a bare status.
    http: { requireHostHeader: false },
    trustProxy: config.TRUST_PROXY.length > 0 ? [...config.TRUST_PROXY] : false,
    bodyLimit: JSON_LIMIT,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    requestTimeout: WHOLE_REQUEST_MS,
    connectionTimeout: SILENCE_MS,
    // While stopping, the admission answers, with a problem document as everywhere.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    logger: false,
    frameworkErrors: (error, request, reply) => sendProblem(request, withHeadersOfData(reply), error),
    clientErrorHandler: answerUnreadable,
  });
  server.addHook('onRoute', (route) => {
    [route.method].flat().forEach((each) => door.routes.add(each, route.url));
    door.shortWays.precede(route);
  });
  answerUnrouted(server);
  installBodyParsers(server);
  await installSecurityHeaders(server);
  if (config.CORS_ORIGINS.length > 0) await allowOrigins(server, config.CORS_ORIGINS);
  await server.register(cookie);
  accompany(server, floor, new Admission(floor, door));
  bound(server);
  observe(server, metrics);
  return server;
}

const allowOrigins = (server: FastifyInstance, origins: readonly string[]) =>
  server.register(cors, {
    origin: [...origins],
    credentials: true,
    exposedHeaders: ['etag', 'retry-after', 'x-correlation-id'],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
  });

/** Gives each request its time, its caller and its correlation id, or the refusal that it deserves. */
function accompany(server: FastifyInstance, { clock }: Floor, admission: Admission): void {
  server.decorateRequest('receivedAt', '');
  server.decorateRequest('correlationId', '');
  server.decorateRequest('caller', null as never);
  server.decorateRequest('meant', null);
  server.addHook('onRequest', (request, reply, done) => {
    request.receivedAt = clock.now();
    request.caller = ANONYMOUS;
    const given = request.headers['x-correlation-id'];
    request.correlationId = typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : request.id;
    void reply.header('x-correlation-id', request.correlationId).header('cache-control', 'no-store');
    admission.admit(request, reply, done);
  });
}

/** In hand is what has come whole: who sends slowly takes no room but his own share from what is being answered. */
function bound(server: FastifyInstance): void {
  const [shares, inHand] = [new BodyShares(), new InHand()];
  server.addHook('onRequest', (request, reply, done) => {
    const giveBack = shares.take(countedAs(request), bytesToCome(request));
    if (giveBack !== undefined) reply.raw.once('close', giveBack);
    done();
  });
  server.addHook('preValidation', (request, _reply, done) => done(refusalOfUnasked(request)));
  server.addHook('preValidation', (request, reply, done) => {
    if (UNCOUNTED.test(request.url)) return done();
    const giveBack = inHand.take(bytesOf(request));
    if (giveBack === undefined) return done(tooBusy());
    // When he is answered, and also where a caller leaves before.
    reply.raw.once('close', giveBack);
    done();
  });
}

/** At most: what turns out larger than anything that is taken is refused, and not kept. */
function bytesToCome({ headers }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return BINARY_LIMIT;
  return Math.min(BINARY_LIMIT, Number(headers['content-length'] ?? 0));
}

function bytesOf({ body, headers }: FastifyRequest): number {
  if (Buffer.isBuffer(body)) return body.length;
  return body === undefined || body === null ? 0 : Number(headers['content-length'] ?? JSON_LIMIT);
}

/** One line and one observation a request; the route as it is declared, since an address may hold what somebody typed. */
function observe(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { method, caller } = request;
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const { statusCode: status, elapsedTime } = reply;
    metrics.requests.observe({ method, route, status }, elapsedTime / 1000);
    if (status >= 500 && !UNCOUNTED.test(request.url)) metrics.unserved.inc({ because: request.meant ?? 'fault' });
    logRequest({
      method,
      route,
      status,
      ms: Math.round(elapsedTime * 10) / 10,
      caller: `${caller.kind} ${caller.id}`,
      instance: request.id,
      correlationId: request.correlationId,
    });
    done();
  });
}
