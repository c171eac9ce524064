import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { TopicPlan } from '@ekey/messaging/kafka';
import { readConfig, type Config } from '@ekey/platform';
import { SERVICES } from '../secrets/secret-plan';
import { asAdministrator, prepareKafka, type KafkaAdministrator } from './kafka';
import { prepareKurrentDb, type KurrentPlan } from './kurrentdb';
import { rewind } from './rewind';

const DATA = path.resolve(__dirname, '../../..');
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(DATA, file), 'utf8'));

/**
 * One-shot jobs: `main.js kafka --replicas 1` and `main.js kurrentdb` before the services start, `main.js rewind` while they
 * stand still.
 */
const jobs: Readonly<Record<string, (config: Config, replicas: number) => Promise<string>>> = {
  async kafka(config, replicas) {
    const plans = json('kafka/topics.json') as readonly TopicPlan[];
    const made = await prepareKafka(config, plans, administrator(config), replicas);
    return made.length === 0 ? 'the topics are there' : `topics made: ${made.join(', ')}`;
  },
  async rewind(config) {
    const groups = await asAdministrator(config, administrator(config), (admin) => rewind(admin, config.KAFKA_PREFIX));
    return `${groups.length} reactors begin at the first fact again`;
  },
  async kurrentdb(config) {
    await prepareKurrentDb(kurrentPlan(config));
    return 'users and rights are set';
  },
};

function kurrentPlan(config: Config): KurrentPlan {
  const users = json('kurrentdb/users.json') as readonly Omit<KurrentPlan['users'][number], 'password'>[];
  const secretOf = new Map(SERVICES.map((service) => [`ekey-${service}`, `${service}-kurrentdb-password`]));
  return {
    url: config.KURRENTDB_URL,
    admin: secret(config, 'kurrentdb-admin-password'),
    ops: secret(config, 'kurrentdb-ops-password'),
    users: users.map((user) => ({ ...user, password: secret(config, secretOf.get(user.loginName) ?? user.loginName) })),
    defaultAcl: json('kurrentdb/default-acl.json') as KurrentPlan['defaultAcl'],
    allAcl: json('kurrentdb/all-acl.json') as KurrentPlan['allAcl'],
  };
}

const administrator = (config: Config): KafkaAdministrator => ({
  username: 'admin',
  password: secret(config, 'kafka-admin-password'),
});

const secret = (config: Config, name: string): string =>
  readFileSync(path.join(config.SECRETS_DIR ?? '', name), 'utf8').trim();

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { replicas: { type: 'string', default: '3' } },
  });
  const [job = ''] = positionals;
  const run = Object.hasOwn(jobs, job) ? jobs[job] : undefined;
  if (run === undefined) throw new Error(`there is no job ${job}: ${Object.keys(jobs).join(', ')}`);
  const replicas = Number(values.replicas);
  if (!Number.isInteger(replicas) || replicas < 1)
    throw new Error(`--replicas ${values.replicas} is no number of brokers`);
  process.stdout.write(`${await run(readConfig(), replicas)}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
