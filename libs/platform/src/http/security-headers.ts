import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';

type Headers = Readonly<Record<string, string>>;

/** Pages of ours hold no script but their own files; Swagger's has styles in it. */
const CONTENT_SECURITY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  upgradeInsecureRequests: null,
};
const NOT_OF_HELMET = new Set(['connection', 'content-length', 'content-type', 'date']);

/** For data, which no browser shows as a page (OWASP REST Security Cheat Sheet, "Security headers"). */
const OF_DATA: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
/** What programs of relying parties fetch is data as JSON is. */
const DATA = /^application\/((problem\+)?json|ocsp-response|pkix-(cert|crl))\b/;

/**
 * Sets on every answer what keeps browsers from misusing it: all that helmet sets on pages, pictures and documents; on
 * data the few that mean something there, since a dozen more take a fifth of a request.
 */
export async function installSecurityHeaders(server: FastifyInstance): Promise<void> {
  const ofPages = await helmetHeaders();
  server.addHook('onSend', (_request, reply, _payload, done) => {
    const type = reply.getHeader('content-type');
    void reply.headers(type === undefined || DATA.test(String(type)) ? OF_DATA : ofPages);
    done();
  });
}

/** The same for an answer that no hook sees. */
export const withHeadersOfData = (reply: FastifyReply): FastifyReply => reply.headers(OF_DATA);

/** What helmet sets. It is asked once: the answer never changes, and making it anew takes longer than checking who calls. */
async function helmetHeaders(): Promise<Headers> {
  const model = fastify();
  await model.register(helmet, { contentSecurityPolicy: { directives: CONTENT_SECURITY } });
  model.get('/', async () => '');
  const { headers } = await model.inject('/');
  await model.close();
  const set = Object.entries(headers).filter(([name]) => !NOT_OF_HELMET.has(name));
  return Object.fromEntries(set.map(([name, value]) => [name, String(value)]));
}
