import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { HttpClient, until } from '@ekey/journeys';
import { readConfig } from '@ekey/platform';
import { DataFolder, openFloor } from '@ekey/floor';
import { forgotten, mailsIn, newHouse, settingsOf, type House } from './house';

const root = path.join(__dirname, '../../../..');
let house: House;

/** Runs what a page tells to run, on this house and its backup. */
function follow(page: string, changes: Readonly<Record<string, string>> = {}): void {
  const text = readFileSync(path.join(root, 'docs/runbooks', page), 'utf8');
  const script = /node -e "\n(.*?)\n\s*"\n/s.exec(text)?.[1] ?? '';
  const places = { 'data/': `${house.data}/`, '/backups/2026-03-09': path.join(house.folder, 'saved'), '\\`': '`' };
  const said = Object.entries({ ...changes, ...places }).reduce((all, [from, to]) => all.replaceAll(from, to), script);
  execFileSync(process.execPath, ['-e', said], { cwd: root });
}

/** What a fault of the disk, or a hand, does to a file while nobody runs. */
function damage(file: string, sql: string): void {
  const database = new DatabaseSync(path.join(house.data, file));
  database.exec(sql);
  database.close();
}

/** A password is forgotten while nobody is there to mail anything. */
async function forgottenMeanwhile(count: number): Promise<void> {
  const floor = await openFloor(readConfig(settingsOf(house.data)), house.clock, new DataFolder(house.data));
  await forgotten(floor, count);
  await floor.close();
}

interface Ready {
  readonly status: string;
  readonly services: {
    readonly notify: { readonly halted: readonly { cause: string }[]; readonly parked: readonly object[] };
  };
}
const health = async () => new HttpClient(house.standalone.url).send<Ready>('GET', '/health/ready');

beforeAll(async () => {
  house = await newHouse();
  for (const count of [1, 2]) await forgotten(house.standalone.floor, count);
  await until(
    'the mails are out',
    async () => mailsIn(house.data).length,
    (mails) => mails === 2,
  );
});
afterAll(() => house.end());

describe('the runbook of a halted reactor', () => {
  beforeAll(async () => {
    await house.stop();
    await forgottenMeanwhile(3);
    await house.run('backup', '--to', path.join(house.folder, 'saved'));
    damage('keys.db', `DELETE FROM keys WHERE owner = 'account:account-3'`);
    await house.start();
  });

  it('begins with a health that names the key', async () => {
    const { status, body } = await until('it is halted', health, ({ status: code }) => code === 503);
    expect([status, body.status]).toEqual([503, 'halted']);
    expect(body.services.notify.halted[0]?.cause).toContain('the key of account:account-3 is missing');
  });

  it('brings the key back, and everything goes on', async () => {
    await house.stop();
    follow('halted-reactor.md');
    expect((await house.run('check')).text).not.toContain('is missing');
    await house.start();
    await until(
      'the mail is out',
      async () => mailsIn(house.data).length,
      (mails) => mails === 3,
    );
    expect((await health()).status).toBe(200);
  });

  it('says of a key that nobody has that it is gone, and everything goes on', async () => {
    await house.stop();
    await forgottenMeanwhile(4);
    damage('keys.db', `DELETE FROM keys WHERE owner = 'account:account-4'`);
    await house.start();
    await until('it is halted', health, ({ status }) => status === 503);
    expect(await house.run('erase', '--account', 'account-4', '--reason', 'key lost')).toMatchObject({ ok: true });
    await until('it goes on', health, ({ status }) => status === 200);
    expect(mailsIn(house.data)).toHaveLength(3);
  });
});

describe('the runbook of a broken record', () => {
  it('brings the record back, and its case goes on', async () => {
    await house.stop();
    damage('notify/events.db', `UPDATE facts SET fact = CAST(fact || ' ' AS BLOB) WHERE position = 2`);
    expect(await house.run('check')).toMatchObject({ ok: false, text: /record 2 of notify\.Notice-/ });
    follow('broken-record.md', { 'review/events.db': 'notify/events.db', 'position = 17': 'position = 2' });
    expect((await house.run('check')).text).not.toContain('record 2');
    await house.start();
    expect(await house.run('redrive')).toMatchObject({ ok: true });
  });
});
