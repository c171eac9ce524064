import path from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '@ekey/floor';
import { KnownOtherwise, knownIn, knownOr, writeEnvFile } from './env-file';
import { makeSecrets, SecretLost } from './make-secrets';

const ROOT = path.resolve(__dirname, '../../../..');
/** Containers never run as root: where root makes the files, they are this user's. */
const INSTEAD_OF_ROOT = 1000;

const USAGE = `npm run secrets -- [--host <name>] [--data <folder>] [--renew-certificates]
Makes what is missing of keys, passwords and certificates, below secrets/, and .env with the folder of the data.`;

function typed() {
  try {
    const { values } = parseArgs({
      options: { host: { type: 'string' }, data: { type: 'string' }, 'renew-certificates': { type: 'boolean' } },
    });
    if (values.host?.trim() === '' || values.data?.trim() === '') throw new Error('--host and --data need a value');
    return values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}

const values = typed();
const env = path.join(ROOT, '.env');
const isRoot = process.getuid?.() === 0;
const uid = Number(knownIn(env, 'EKEY_UID') ?? (isRoot ? INSTEAD_OF_ROOT : process.getuid?.()));
const gid = Number(knownIn(env, 'EKEY_GID') ?? (isRoot ? INSTEAD_OF_ROOT : process.getgid?.()));

try {
  const typedData = values.data === undefined ? undefined : path.resolve(ROOT, values.data);
  const data = path.resolve(ROOT, knownOr(env, 'EKEY_DATA', typedData, 'engines-data'));
  const host = knownOr(env, 'EKEY_HOST', values.host, 'localhost');
  const made = makeSecrets({
    ...{ secrets: path.join(ROOT, 'secrets'), data, host, now: new Date() },
    ...(isRoot ? { owner: { uid, gid } } : {}),
    renewCertificates: values['renew-certificates'] ?? false,
  });
  const lines = made.map((file) => `secrets/${file}`);
  if (writeEnvFile(env, { data, host, uid, gid })) lines.push('.env');
  process.stdout.write(lines.length === 0 ? 'Everything is there already.\n' : `Made:\n  ${lines.join('\n  ')}\n`);
} catch (error) {
  const isKnown = error instanceof SecretLost || error instanceof KnownOtherwise;
  process.stderr.write(`${isKnown ? error.message : explain(error)}\n`);
  process.exitCode = 1;
}
