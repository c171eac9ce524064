import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Floor } from '../floor';
import { withCorrelation } from '../operation/logging';
import type { Metrics } from '../operation/metrics';
import { authenticate, authorise } from '../security/authentication';
import { ANONYMOUS } from '../security/caller';
import { TokenVerifier } from '../security/tokens';
import type { Rights } from '../security/rights';
import { installBodyParsers } from './body-parsers';
import { tooManyRequests } from './problem.filter';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Where passwords and one-time codes are tried. */
const LOGIN =
  /\/(sessions|sessions\/refresh|accounts|password-resets|address-confirmations|activations|machine-sessions)$/;

/** A Fastify instance with everything around the routes: identity, limits, headers, errors. Routes are added by Nest. */
export async function httpServer(
  floor: Floor,
  rights: Rights,
  metrics: Metrics,
): Promise<{ server: FastifyInstance; routes: string[] }> {
  const { config } = floor;
  const server = fastify({
    genReqId: () => randomUUID(),
    trustProxy: config.TRUST_PROXY.length > 0 ? [...config.TRUST_PROXY] : false,
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 120_000,
    connectionTimeout: 130_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    logger: false,
  });
  const routes: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat())
      if (each !== 'HEAD' && each !== 'OPTIONS' && url.startsWith('/api/')) routes.push(`${each} ${url}`);
  });
  installBodyParsers(server);
  await server.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], styleSrc: ["'self'", "'unsafe-inline'"], scriptSrc: ["'self'"], upgradeInsecureRequests: null } } }); // prettier-ignore
  if (config.CORS_ORIGINS.length > 0) await server.register(cors, { origin: [...config.CORS_ORIGINS], credentials: true, exposedHeaders: ['etag', 'retry-after'], methods: ['GET', 'POST', 'PUT', 'DELETE'] }); // prettier-ignore
  await server.register(cookie);
  identify(server, floor, metrics);
  await limit(server, floor);
  server.addHook('preParsing', async (request) => authorise(request, rights, floor.accessLog));
  return { server, routes };
}

function identify(server: FastifyInstance, floor: Floor, metrics: Metrics): void {
  const verifier = new TokenVerifier(floor.tokenKeys, floor.clock);
  server.decorateRequest('receivedAt', '');
  server.decorateRequest('correlationId', '');
  server.decorateRequest('caller', null as never);
  server.addHook('onRequest', (request, _reply, done) => {
    request.receivedAt = floor.clock.now();
    request.caller = ANONYMOUS;
    const given = request.headers['x-correlation-id'];
    request.correlationId = typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : request.id;
    withCorrelation(request.correlationId, done);
  });
  server.addHook('onRequest', async (request) => {
    request.caller = await authenticate(request, verifier);
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}

/** Per account, or per address where nobody is logged in; log-ins much more narrowly. */
async function limit(server: FastifyInstance, { config }: Floor): Promise<void> {
  const isLogin = (request: FastifyRequest): boolean =>
    request.method === 'POST' && LOGIN.test(request.routeOptions.url ?? '');
  await server.register(rateLimit, {
    global: true,
    hook: 'preParsing',
    timeWindow: 60_000,
    cache: 50_000,
    max: (request) => (isLogin(request) ? config.RATE_LIMIT_LOGIN_PER_MINUTE : config.RATE_LIMIT_PER_MINUTE),
    keyGenerator: (request) =>
      isLogin(request)
        ? `login ${request.ip}`
        : request.caller.kind === 'anonymous'
          ? `ip ${request.ip}`
          : `id ${request.caller.id}`,
    allowList: (request) => request.url.startsWith('/health/') || request.url === '/metrics',
    errorResponseBuilder: (_request, context) => tooManyRequests(Math.ceil(context.ttl / 1000)),
  });
}
