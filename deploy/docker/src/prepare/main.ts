import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TopicPlan } from '@ekey/messaging/kafka';
import { readConfig, type Config } from '@ekey/platform';
import { SERVICES } from '../secrets/secret-plan';
import { prepareKafka } from './kafka';
import { prepareKurrentDb, type KurrentPlan } from './kurrentdb';

const DATA = path.resolve(__dirname, '../../..');
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(DATA, file), 'utf8'));

/** One-shot jobs, each run before the services start: `node main.js kafka`, `node main.js kurrentdb`. */
const jobs: Readonly<Record<string, (config: Config) => Promise<string>>> = {
  async kafka(config) {
    const access = {
      ca: readFileSync(config.TLS_CA_FILE ?? '', 'utf8'),
      username: config.KAFKA_USER ?? 'admin',
      password: secret(config, 'kafka-admin-password'),
    };
    const made = await prepareKafka(config, json('kafka/topics.json') as TopicPlan, access);
    return made.length === 0 ? 'the topics are there' : `topics made: ${made.join(', ')}`;
  },
  async kurrentdb(config) {
    await prepareKurrentDb(kurrentPlan(config));
    return 'users and rights are set';
  },
};

function kurrentPlan(config: Config): KurrentPlan {
  const users = json('kurrentdb/users.json') as readonly Omit<KurrentPlan['users'][number], 'password'>[];
  const known = new Map(SERVICES.map((service) => [`ekey-${service}`, `${service}-kurrentdb-password`]));
  return {
    url: config.KURRENTDB_URL,
    ca: readFileSync(config.TLS_CA_FILE ?? '', 'utf8'),
    caFile: config.TLS_CA_FILE ?? '',
    admin: secret(config, 'kurrentdb-admin-password'),
    ops: secret(config, 'kurrentdb-ops-password'),
    users: users.map((user) => ({ ...user, password: secret(config, known.get(user.loginName) ?? user.loginName) })),
    defaultAcl: json('kurrentdb/default-acl.json') as KurrentPlan['defaultAcl'],
    allAcl: json('kurrentdb/all-acl.json') as KurrentPlan['allAcl'],
  };
}

const secret = (config: Config, name: string): string =>
  readFileSync(path.join(config.SECRETS_DIR ?? '', name), 'utf8').trim();

async function main(job = ''): Promise<void> {
  const run = jobs[job];
  if (run === undefined) throw new Error(`there is no job ${job}: ${Object.keys(jobs).join(', ')}`);
  process.stdout.write(`${await run(readConfig())}\n`);
}

main(process.argv[2]).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
