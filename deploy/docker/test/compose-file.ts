import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const ROOT = path.resolve(__dirname, '../../..');

/** What this machine would say in `.env`. */
const PLACE: Readonly<Record<string, string>> = { EKEY_UID: '1000', EKEY_GID: '1000', EKEY_DATA: '/var/lib/ekey-data' };

const duration = z.string().regex(/^(\d+m)?(\d+s)?$/);
const size = z.string().regex(/^\d+[mg]$/);
const command = z.array(z.string()).min(1);
const mount = z.strictObject({ source: z.string(), target: z.string() });
const environment = z.record(z.string(), z.string());
const condition = z.enum(['service_healthy', 'service_completed_successfully']);

/**
 * The part of the Compose Specification that is used here, and no more: a key that is misspelt, or put at the wrong place,
 * is told by name. The specification's own schema takes whatever begins with `x-` anywhere and most keys as texts or
 * numbers alike; the package that carries it is of 2021.
 */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.literal('.'), dockerfile: z.string() }).optional(),
  user: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  init: z.literal(true),
  logging: z.strictObject({
    driver: z.literal('json-file'),
    options: z.strictObject({ 'max-size': size, 'max-file': z.string() }),
  }),
  restart: z.enum(['unless-stopped', 'on-failure:5']),
  stop_grace_period: duration.optional(),
  mem_limit: size,
  cpus: z.number().positive(),
  pids_limit: z.number().int().positive(),
  // Without its mode it would be root's and closed wherever the folder was there before: in the image, or after a restart.
  tmpfs: z.array(z.string().regex(/^\/[a-z/]+:size=\d+m,mode=1777(,exec)?$/)).optional(),
  networks: z.array(z.string()).optional(),
  network_mode: z
    .string()
    .regex(/^service:[a-z]+$/)
    .optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition })).optional(),
  environment: environment.optional(),
  secrets: z.array(z.union([z.string(), mount])).optional(),
  volumes: z.array(z.string()).optional(),
  entrypoint: command.optional(),
  command: command.optional(),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()).min(2),
      interval: duration,
      timeout: duration,
      retries: z.number().int().positive(),
      start_period: duration,
    })
    .optional(),
});
export type Service = z.infer<typeof service>;

const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(
    z.string(),
    z.strictObject({
      driver: z.literal('local'),
      driver_opts: z.strictObject({ type: z.literal('none'), o: z.literal('bind'), device: z.string() }),
    }),
  ),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});
export type ComposeFile = z.infer<typeof composeFile>;

/** @throws ZodError naming what has no business where it is. */
export function readCompose(given = PLACE): ComposeFile {
  const text = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');
  const parsed = parse(filledIn(text, given), { merge: true, maxAliasCount: -1 }) as Record<string, unknown>;
  // Parts that several services share, by the names under which they are merged in.
  return composeFile.parse(Object.fromEntries(Object.entries(parsed).filter(([key]) => !key.startsWith('x-'))));
}

/** `${NAME:-default}` and `${NAME:?what is wrong}`, as Compose fills them in. */
const filledIn = (text: string, given: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{([A-Z_]+):([-?])([^}]*)\}/g, (_all, name: string, kind: string, rest: string) => {
    const value = given[name];
    if (value === undefined && kind === '?') throw new Error(`${name}: ${rest}`);
    return value ?? rest;
  });

/** What a service finds under `/run/secrets`, and from which file; other places by their whole path. */
export const secretsMounted = ({ secrets }: ComposeFile, { secrets: mounted = [] }: Service): Map<string, string> =>
  new Map(
    mounted.map((entry) => {
      const { source, target } = typeof entry === 'string' ? { source: entry, target: entry } : entry;
      return [target, secrets[source]?.file ?? `no secret ${source}`];
    }),
  );
