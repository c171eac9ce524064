import { z } from 'zod';

/**
 * Every setting, with the variable that gives it. Standalone needs none of them. A value that does not fit stops the
 * start with the variable's name. Nothing else reads the environment.
 */
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().positive();
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

export const configSchema = z.object({
  PLATFORM: z.enum(['standalone', 'distributed']).default('standalone'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8080),
  DATA_DIR: z.string().min(1).default('./data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Where people reach the portal; links in mails begin with it. */
  PORTAL_URL: z.url().default('http://127.0.0.1:8080'),
  /** Where certificates say that CRL, OCSP and the CA's certificate are. */
  PKI_URL: z.url().default('http://127.0.0.1:8080'),
  CORS_ORIGINS: list.default([]),
  /** Behind a gateway: whose `X-Forwarded-For` is believed. */
  TRUST_PROXY: list.default([]),
  /** Requests a minute for one account, and for one address that is not logged in. */
  RATE_LIMIT_PER_MINUTE: positive.default(600),
  RATE_LIMIT_LOGIN_PER_MINUTE: positive.default(20),
  ACCESS_TOKEN_SECONDS: positive.default(900),
  REFRESH_TOKEN_HOURS: positive.default(12),
  COOKIE_SECURE: flag.default(false),
  HOTLINE: z.string().default('010-58103599'),
  PROVIDER_NAME: z.string().default('电子钥匙服务商'),
  PROVIDER_ADDRESS: z.string().default('北京市（请由运营方配置）'),
  /** The provider as the certificates of its authority name it. */
  PROVIDER_PROVINCE: z.string().default('北京市'),
  PROVIDER_LOCALITY: z.string().default('北京市'),
  PROVIDER_USCC: z.string().length(18).default('91110101MA0000007T'),
  SERVICE_URL: z.string().default('http://127.0.0.1:8080'),
  ACTIVATION_TRIGGER: z.enum(['re-verification', 'registration']).default('re-verification'),
  ACTIVATION_DAYS: positive.default(14),
  IDLE_DAYS: positive.default(30),
  CERTIFICATE_YEARS: z.coerce.number().int().min(1).max(3).default(1),
  CERTIFICATE_POLICY_OID: z
    .string()
    .regex(/^[0-2](\.\d+)+$/)
    .default('1.2.156.10197.6.1.99.1'),
  CODE_EXTENSION_OID: z
    .string()
    .regex(/^[0-2](\.\d+)+$/)
    .default('1.2.156.10260.4.1.4'),
  CRL_MINUTES: z.coerce.number().int().min(1).max(60).default(60),
  MAIL_FROM: z.string().default('进出口企业电子钥匙 <no-reply@ekey.invalid>'),
  /** How long a request may be under way when the process is told to stop. */
  STOP_SECONDS: positive.default(10),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** A setting that does not fit; says which and why. */
export class BadConfiguration extends Error {
  constructor(problems: readonly string[]) {
    super(`the configuration does not fit:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'BadConfiguration';
  }
}

/** @throws BadConfiguration naming every variable that does not fit. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(configSchema.shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BadConfiguration(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}
