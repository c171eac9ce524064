import helmet from '@fastify/helmet';
import fastify from 'fastify';

/** Pages of ours hold no script but their own files; Swagger's has styles in it. */
const CONTENT_SECURITY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  upgradeInsecureRequests: null,
};
const NOT_OF_HELMET = new Set(['connection', 'content-length', 'content-type', 'date']);

/**
 * What helmet sets on every answer. It is asked once: the answer never changes, and making it anew takes longer than
 * checking who calls.
 */
export async function securityHeaders(): Promise<Readonly<Record<string, string>>> {
  const model = fastify();
  await model.register(helmet, { contentSecurityPolicy: { directives: CONTENT_SECURITY } });
  model.get('/', async () => '');
  const { headers } = await model.inject('/');
  await model.close();
  const set = Object.entries(headers).filter(([name]) => !NOT_OF_HELMET.has(name));
  return Object.fromEntries(set.map(([name, value]) => [name, String(value)]));
}
