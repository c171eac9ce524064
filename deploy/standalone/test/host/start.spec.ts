import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { until } from '@ekey/journeys';
import { readConfig } from '@ekey/platform';
import { startStandalone } from '../../src/standalone';
import { explain, systemClock } from '@ekey/floor';
import { newHouse, settingsOf, type House } from './house';

let house: House;
let folder: string;

beforeAll(async () => {
  house = await newHouse();
  await house.stop();
});
afterAll(() => house.end());
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'ekey-start-')), 'data');
  cpSync(house.data, folder, { recursive: true });
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

const of = (...names: readonly string[]): string => path.join(folder, ...names);

/** What is said when it does not start; nothing where it does. */
async function refusal(settings: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  let config: ReturnType<typeof readConfig> | undefined;
  try {
    config = readConfig({ ...settingsOf(folder), ...settings });
    await (await startStandalone(config, systemClock)).stop();
    return undefined;
  } catch (error) {
    return explain(error, config);
  }
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

describe('a start', () => {
  it('goes on from what the last one has left', async () => {
    expect(await refusal()).toBeUndefined();
  });

  it('is refused where a log is gone that its readers remember: what is begun anew they would take for what they know', async () => {
    const { application, stop } = await startStandalone(readConfig(settingsOf(folder)), systemClock);
    await until(
      'all that has happened is dealt with',
      async () => application.hosts.byService.get('review')?.caughtUp(),
      Boolean,
    );
    await stop();
    rmSync(of('review', 'events.db'));
    expect(await refusal()).toMatch(/has read review\.log up to \d+, where it has not got to: restore both together$/);
  });

  it('is refused where the port is taken, says which, and leaves nothing behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const fresh = of('fresh');
    expect(await refusal({ PORT: String(port), DATA_DIR: fresh })).toContain(`port ${port} of 127.0.0.1 is taken`);
    expect(existsSync(fresh)).toBe(false);
    other.close();
    expect(await refusal()).toBeUndefined();
  });

  it('is refused where another process holds the data, and says where, be it at its port too', async () => {
    const { url } = await house.start();
    const config = readConfig({ ...settingsOf(house.data), PORT: new URL(url).port });
    const second = await startStandalone(config, systemClock).catch((error: unknown) => explain(error, config));
    expect(second).toContain(`${house.data} is in use by another process`);
    await house.stop();
  });

  it('is refused where a setting does not fit, and names each', async () => {
    const said = await refusal({ PORT: 'eighty', MAIL_FROM: 'nobody', CERTIFICATE_YEARS: '9' });
    expect(said).toMatch(/PORT/);
    expect(said).toMatch(/CERTIFICATE_YEARS/);
    expect(said).toMatch(/MAIL_FROM: an address/);
    expect(await refusal({ HOST: '203.0.113.7' })).toContain('set HOST');
  });

  it.each<[what: string, damage: () => void, said: RegExp]>([
    ['a file is no database', () => writeFileSync(of('keys.db'), 'x'.repeat(9_000)), /keys\.db/],
    ['a file is empty', () => writeFileSync(of('review/events.db'), ''), /review\/events\.db is empty/],
    ['a file is a folder', () => (rmSync(of('access.db')), mkdirSync(of('access.db'))), /access\.db is not a file/],
    ['a file is of another kind', () => cpSync(of('keys.db'), of('messages.db')), /messages\.db holds something else/],
    ['a file is cut short', () => truncateSync(of('messages.db'), 12_288), /messages\.db/],
    ['a table is gone', () => change(of('review/events.db'), 'DROP INDEX facts_of_stream'), /broken schema/],
    ['a newer release wrote it', () => change(of('intake/views.db'), 'PRAGMA user_version = 99'), /newer release/],
    [
      'the newest fact is not what was written',
      () => change(of('review/events.db'), `UPDATE facts SET fact = CAST(fact || ' ' AS BLOB)`),
      /review\/events\.db has a broken tail/,
    ],
    [
      "the log is another service's",
      () => cpSync(of('review/events.db'), of('intake/events.db')),
      /is not the log of intake/,
    ],
    [
      'a secret is not whole',
      () => writeFileSync(of('secrets/request-key.key'), 'short'),
      /request-key\.key must hold/,
    ],
    [
      'the master key is another',
      () => writeFileSync(of('secrets/master-key.key'), Buffer.alloc(32)),
      /another master key/,
    ],
    ['a restore was broken off', () => writeFileSync(of('restore-unfinished'), ''), /broken off: run it again/],
  ])('is refused where %s, and names the file', async (_what, damage, said) => {
    damage();
    expect(await refusal()).toMatch(said);
  });

  it('takes for lost what is not there, and not what it may not look at', async () => {
    rmSync(of('secrets'), { recursive: true });
    symlinkSync(of('secrets'), of('secrets'));
    expect(await refusal()).toMatch(/^(?!.*is missing).*ELOOP: .*secrets/);
  });

  it.each<[lost: string, where: readonly string[]]>([
    ['the master key', ['secrets', 'master-key.key']],
    ['the key of the digests by which persons are found', ['secrets', 'index-key.key']],
    ['the key by which repeats are recognised', ['secrets', 'request-key.key']],
    ['the key of mailed links', ['secrets', 'link-key.key']],
    ['the key of serial numbers', ['secrets', 'serial-key.key']],
    ['the passphrase of the certificate authority', ['secrets', 'ca-passphrase.key']],
    ['every secret', ['secrets']],
    ['the file of the keys', ['keys.db']],
    ['the certificate authority', ['ca']],
    ['one of its keys', ['ca', 'issuing.key.pem']],
  ])('is refused where %s is lost, says what is missing, and makes no other', async (_lost, where) => {
    rmSync(of(...where), { recursive: true });
    const said = await refusal();
    expect(said).toMatch(/ is missing.*: restore it from the backup$/);
    expect(said).toContain(of(...where));
    expect(existsSync(of(...where))).toBe(false);
    cpSync(path.join(house.data, ...where), of(...where), { recursive: true });
    expect(await refusal()).toBeUndefined();
  });

  it('makes anew what only sessions hang on', async () => {
    for (const name of ['csrf-key.key', 'review-tokens.json']) rmSync(of('secrets', name), { force: true });
    rmSync(of('sessions.db'));
    expect(await refusal()).toBeUndefined();
  });

  it('is made again where a first one was broken off before anything was kept', async () => {
    for (const name of readdirSync(folder)) if (name !== 'secrets') rmSync(of(name), { recursive: true });
    rmSync(of('secrets', 'serial-key.key'));
    expect(await refusal()).toBeUndefined();
  });

  it('is refused where the folder is a file, or within one', async () => {
    for (const place of [of('keys.db'), of('keys.db', 'data')])
      expect(await refusal({ DATA_DIR: place })).toBe(`${place} is no folder: set DATA_DIR to one, or to a new one`);
  });

  it('is refused where the system makes no folders, and does not try for ever', async () =>
    expect(await refusal({ DATA_DIR: '/proc/ekey/data' })).toMatch(/ is no folder: |needs this right$/));

  it('is refused where the folder has too long a name for a socket', async () => {
    const deep = of('x'.repeat(100));
    expect(await refusal({ DATA_DIR: deep })).toContain('set DATA_DIR to a shorter one');
  });
});
