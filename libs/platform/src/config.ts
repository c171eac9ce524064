import { isIP } from 'node:net';
import { z } from 'zod';
import { flag, list, positive, text } from './configuration/fields';
import { distributedSettings } from './configuration/distributed-settings';
import { presetOf } from './configuration/presets';

const port = z.coerce.number().int().min(0).max(65535);
const address = z
  .url({ protocol: /^https?$/ })
  .regex(/^[^?#@]*$/, 'a scheme, a host and at most a path')
  .transform(baseOf);
const sender = /^(?:[^\s<>@]+@[^\s<>@]+|[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>)$/;
const oid = z.string().regex(/^[0-2](\.\d+)+$/);

const isOrigin = (item: string): boolean => URL.canParse(item) && new URL(item).origin === item;

/** As it is printed and linked: without a port that goes without saying, and without a slash, which what follows it has. */
function baseOf(given: string): string {
  const { origin, pathname } = new URL(given);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** An address, a net (`10.0.0.0/8`), or a range that proxies know by name. */
function isProxy(item: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(item)) return true;
  const [ip = '', bits] = item.split('/');
  const most = isIP(ip) === 4 ? 32 : 128;
  return isIP(ip) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

/**
 * Every setting, under the variable that gives it, with what it means. Standalone needs none of them. A value that does
 * not fit stops the start with the variable's name. Nothing else reads the environment.
 */
export const configSchema = z.object({
  PLATFORM: z
    .enum(['standalone', 'distributed'])
    .default('standalone')
    .describe('the floor the services stand on: what the next seven are unless they are given'),
  EVENT_STORE: z.enum(['sqlite', 'kurrent']).default('sqlite').describe('where the logs are, the source of truth'),
  MESSAGING: z.enum(['sqlite', 'kafka']).default('sqlite').describe('how services learn of each other’s facts'),
  VIEWS: z.enum(['sqlite', 'mongo']).default('sqlite').describe('where the views are'),
  DOCUMENTS: z.enum(['files', 'minio']).default('files').describe('where scans and forms are'),
  KEYS: z.enum(['sqlite', 'mongo']).default('sqlite').describe('where the keys of personal data are'),
  SESSIONS: z
    .enum(['sqlite', 'mongo'])
    .default('sqlite')
    .describe('where sessions, the signing keys of tokens and the access log are'),
  MAIL: z.enum(['files', 'smtp']).default('files').describe('where mails go'),
  HOST: text.default('127.0.0.1').describe('the address to listen on'),
  PORT: port.default(8080).describe('the port to listen on; 0 takes a free one'),
  DATA_DIR: text.default('./data').describe('the folder that holds everything; one process at a time'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('the least that is logged'),
  PORTAL_URL: address
    .default('http://127.0.0.1:8080')
    .describe('where people reach the portal; links in mails begin so, and lead to the pages that intake’s API names'),
  PKI_URL: address
    .default('http://127.0.0.1:8080')
    .describe('where certificates say that revocation list, OCSP and the CA’s certificate are'),
  ISSUANCE_URL: address
    .default('http://127.0.0.1:8080')
    .describe('where the other services ask issuance what a certificate is worth; standalone asks itself'),
  SERVICE_URL: address.default('http://127.0.0.1:8080').describe('the address printed on forms and letters'),
  CORS_ORIGINS: list(isOrigin, 'origins between commas, such as https://portal.example')
    .default([])
    .describe('pages of other origins that may call the API, and that keys may log in on besides the portal'),
  TRUST_PROXY: list(isProxy, 'addresses or nets between commas, such as 10.0.0.0/8, or loopback')
    .default([])
    .describe('gateways whose X-Forwarded-For is believed; nobody’s unless named'),
  RATE_LIMIT_PER_MINUTE: positive
    .default(600)
    .describe('requests a minute for one account, and for one address that is not logged in; a printout counts as ten'),
  RATE_LIMIT_LOGIN_PER_MINUTE: positive
    .default(60)
    .describe('log-ins, registrations and other writes open to anybody, a minute for one address'),
  ACCESS_TOKEN_SECONDS: positive.default(900).describe('how long an access token is good'),
  REFRESH_TOKEN_HOURS: positive.default(12).describe('how long a session can be refreshed'),
  COOKIE_SECURE: flag.default(false).describe('true where browsers reach the API by https: cookies go no other way'),
  STOP_SECONDS: positive.default(10).describe('how long a request may go on when the process is told to stop'),
  HOTLINE: text.default('010-58103599').describe('the telephone number in mails and on forms'),
  PROVIDER_NAME: text
    .default('电子钥匙服务商')
    .describe('the provider of the keys, as mails, forms and its CA name it'),
  PROVIDER_ADDRESS: text.default('北京市（请由运营方配置）').describe('the address of the provider on forms'),
  PROVIDER_PROVINCE: text.default('北京市').describe('the province in the certificates of the provider’s CA'),
  PROVIDER_LOCALITY: text.default('北京市').describe('the city in the certificates of the provider’s CA'),
  PROVIDER_USCC: text.length(18).default('91110101MA0000007T').describe('统一社会信用代码 of the provider'),
  ACTIVATION_TRIGGER: z
    .enum(['re-verification', 'registration'])
    .default('re-verification')
    .describe('after which step the activation mail goes out'),
  ACTIVATION_DAYS: positive.default(14).describe('how long an activation link is good'),
  IDLE_DAYS: positive
    .default(30)
    .describe('after how many days without a step an application or a returned change of contact data expires'),
  RENEWAL_GRACE_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(365)
    .default(30)
    .describe('for how many days after its end a renewal that was submitted before it may be finished'),
  CERTIFICATE_YEARS: z.coerce.number().int().min(1).max(3).default(1).describe('the term of a certificate'),
  CERTIFICATE_POLICY_OID: oid.default('1.2.156.10197.6.1.99.1').describe('the policy that certificates name'),
  CODE_EXTENSION_OID: oid
    .default('1.2.156.10260.4.1.4')
    .describe('the extension that holds the enterprise’s 统一社会信用代码'),
  CRL_MINUTES: z.coerce.number().int().min(1).max(60).default(60).describe('the longest life of a revocation list'),
  OCSP_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(10)
    .describe('how long whoever asked for a certificate’s status may go by the answer'),
  MATCH_HOUR: z.coerce
    .number()
    .int()
    .min(0)
    .max(20)
    .default(3)
    .describe('from which hour of the night, in Beijing, certificates, tokens and orders are compared'),
  MAIL_FROM: text
    .regex(sender, 'an address, or a name with the address behind it in <…>')
    .default('进出口企业电子钥匙 <no-reply@ekey.invalid>')
    .describe('the sender of mails'),
  ...distributedSettings,
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** A setting that does not fit; says which and why. */
export class BadConfiguration extends Error {
  constructor(problems: readonly string[]) {
    super(`the configuration does not fit:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'BadConfiguration';
  }
}

/**
 * An empty variable is as good as none, and so is one of spaces.
 * @throws BadConfiguration naming every variable that does not fit.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(configSchema.shape).flatMap((name) => (environment[name]?.trim() ? [[name, environment[name]]] : [])),
  );
  const parsed = configSchema.safeParse({ ...presetOf(given.PLATFORM), ...ownAddresses(given), ...given });
  if (parsed.success) return parsed.data;
  throw new BadConfiguration(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

/** Where who listens everywhere is found on the machine itself. */
const ITSELF: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Links, forms and certificates name the address that is listened on, unless they are told of a better one. */
function ownAddresses({ HOST = '127.0.0.1', PORT = '8080' }: Readonly<Record<string, string | undefined>>): object {
  if (Number(PORT) === 0) return {};
  const host = ITSELF[HOST] ?? HOST;
  const own = `http://${isIP(host) === 6 ? `[${host}]` : host}:${PORT}`;
  return URL.canParse(own) ? { PORTAL_URL: own, PKI_URL: own, ISSUANCE_URL: own, SERVICE_URL: own } : {};
}
