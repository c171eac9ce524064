/** @engines kurrentdb */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KurrentDouble } from '@ekey/event-store/kurrent-double';
import { giveSecrets } from '@ekey/fleet';
import { describeFirstApplication } from '@ekey/journeys/journey';
import { runCommand } from '../src/host/run-command';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const { KURRENTDB_URL, KURRENTDB_USER = 'admin', KURRENTDB_PASSWORD } = process.env;

describe(`one process with its logs on KurrentDB (${KURRENTDB_URL ?? 'double'}) and all else in files`, () => {
  const double = new KurrentDouble();
  let secrets: string;
  let settings: Readonly<Record<string, string>>;
  let world: StandaloneWorld;
  beforeAll(async () => {
    if (KURRENTDB_URL === undefined) await double.start();
    secrets = await mkdtemp(path.join(tmpdir(), 'ekey-secrets-'));
    settings = {
      EVENT_STORE: 'kurrent',
      KURRENTDB_URL: KURRENTDB_URL ?? `kurrentdb://${double.address}?tls=false`,
      // A server that is there already holds what earlier runs have left.
      KURRENTDB_PREFIX: `${randomUUID()}.`,
      ...(KURRENTDB_PASSWORD === undefined ? {} : await logIn(KURRENTDB_PASSWORD)),
    };
  });
  afterAll(async () => {
    double.stop();
    await rm(secrets, { recursive: true });
  });

  async function logIn(password: string): Promise<Readonly<Record<string, string>>> {
    const SECRETS_DIR = path.join(secrets, 'given');
    await giveSecrets(SECRETS_DIR, { 'kurrentdb-password': password });
    return { SECRETS_DIR, KURRENTDB_USER };
  }

  describeFirstApplication(
    async () => (world = await standaloneWorld({ settings })),
    () =>
      describe('the house behind it', () => {
        it.each(['intake', 'review', 'issuance', 'renewal', 'notify'])(
          'has views of %s as its facts on the server make them',
          async (service) => {
            const environment = { ...settings, DATA_DIR: world.folder };
            const { ok, text } = await runCommand(['replay', '--rebuild', service], environment);
            expect(text.split('\n').filter((line) => !/ v\d+: equal \(\d+ documents\)$/.test(line))).toEqual([]);
            expect(ok).toBe(true);
          },
        );
      }),
  );
});
