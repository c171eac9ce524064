import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeEnvFile } from './env-file';
import { makeSecrets, SecretLost } from './make-secrets';

const ROOT = path.resolve(__dirname, '../../../..');
/** Containers never run as root: where root makes the files, they are this user's. */
const INSTEAD_OF_ROOT = 1000;

const USAGE = `npm run secrets -- [--host <name>] [--data <folder>] [--renew-certificates]
Makes what is missing of keys, passwords and certificates, below secrets/, and .env with the folder of the data.`;

function typed() {
  try {
    return parseArgs({
      options: { host: { type: 'string' }, data: { type: 'string' }, 'renew-certificates': { type: 'boolean' } },
    }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}

const values = typed();
const env = path.join(ROOT, '.env');
const known = (name: string): string | undefined =>
  existsSync(env) ? new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(env, 'utf8'))?.[1] : undefined;
const isRoot = process.getuid?.() === 0;
const uid = Number(known('EKEY_UID') ?? (isRoot ? INSTEAD_OF_ROOT : process.getuid?.()));
const gid = Number(known('EKEY_GID') ?? (isRoot ? INSTEAD_OF_ROOT : process.getgid?.()));
const data = path.resolve(ROOT, values.data ?? known('EKEY_DATA') ?? 'engines-data');
const host = values.host ?? known('EKEY_HOST') ?? 'localhost';

try {
  const made = makeSecrets({
    ...{ secrets: path.join(ROOT, 'secrets'), data, host, now: new Date() },
    ...(isRoot ? { owner: { uid, gid } } : {}),
    renewCertificates: values['renew-certificates'] ?? false,
  });
  const lines = made.map((file) => `secrets/${file}`);
  if (writeEnvFile(env, { data, host, uid, gid })) lines.push('.env');
  process.stdout.write(lines.length === 0 ? 'Everything is there already.\n' : `Made:\n  ${lines.join('\n  ')}\n`);
} catch (error) {
  if (!(error instanceof SecretLost)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
