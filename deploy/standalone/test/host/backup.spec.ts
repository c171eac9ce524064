import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { until } from '@ekey/journeys';
import { accountKey } from '@ekey/kernel';
import { fileMailing } from '@ekey/notify';
import { runCommand } from '../../src/host/run-command';
import { filesBelow } from '../../src/host/file-tree';
import { forgotten, mailsIn, newHouse, settingsOf, type House } from './house';

let house: House;
const at = (...names: readonly string[]): string => path.join(house.folder, ...names);
const on = (data: string, ...words: readonly string[]) => runCommand(words, settingsOf(data));

beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.end());

const others: House[] = [];
/** Another house, on data that are there already. */
async function houseOn(data: string): Promise<House> {
  const other = await newHouse(data);
  others.push(other);
  return other;
}
afterEach(async () => {
  for (const other of others.splice(0)) await other.end();
});

const mailed = (count: number) =>
  until(
    `${count} mails`,
    async () => mailsIn(house.data).length,
    (mails) => mails >= count,
  );

describe('a backup', () => {
  it('made while the process is busy is whole, of one moment, and goes on from there', async () => {
    let count = 0;
    let busy = true;
    const load = (async () => {
      while (busy) await forgotten(house.standalone.floor, (count += 1));
    })();
    await until(
      'the load is on',
      // The newest may still be on its way.
      async () => count - 1,
      (so) => so > 30,
    );
    const saved = await house.run('backup', '--to', at('busy'));
    busy = false;
    await load;
    expect(saved).toMatchObject({ ok: true });

    const data = at('from-busy');
    expect(await on(data, 'restore', '--from', at('busy'))).toMatchObject({ ok: true });
    expect(await on(data, 'check')).toMatchObject({ ok: true });
    const restored = await houseOn(data);
    const { messaging } = restored.standalone.floor;
    const requests = (await messaging.read('intake.events', 0, 10_000)).length;
    expect(requests).toBeGreaterThan(30);
    await until(
      'every request has its mail',
      async () => mailsIn(data).length,
      (mails) => mails >= requests,
    );
    const notices = mailsIn(data).map((name) => name.split('_')[1]);
    expect(new Set(notices).size).toBe(notices.length);
    for (const service of ['intake', 'review', 'issuance', 'renewal', 'notify'])
      expect(await restored.run('replay', '--rebuild', service)).toMatchObject({ ok: true });
  });

  it('keeps facts, keys and tombstones apart, for its owner alone', async () => {
    await forgotten(house.standalone.floor, 1);
    await mailed(1);
    await house.run('backup', '--to', at('saved'));
    expect(readdirSync(at('saved')).sort()).toEqual(['facts', 'keys', 'manifest.json', 'tombstones']);
    const secrets = ['ca', 'first-administrator.txt', 'keys.db', 'outbox', 'secrets'];
    expect(readdirSync(at('saved/keys')).sort()).toEqual(secrets);
    expect(readdirSync(at('saved/tombstones'))).toEqual(['tombstones.db']);
    const facts = filesBelow(at('saved/facts'));
    expect(facts).toEqual(expect.arrayContaining(['messages.db', 'notify/events.db', 'notify/views.db']));
    expect(facts.filter((name) => /sessions|lock|\.sock|-wal|-shm|keys|tombstones/.test(name))).toEqual([]);
    for (const file of filesBelow(at('saved'))) expect(statSync(at('saved', file)).mode & 0o077).toBe(0);
  });

  it.each(['EVENT_STORE=kurrent', 'MESSAGING=kafka', 'VIEWS=mongo', 'DOCUMENTS=minio', 'KEYS=mongo', 'SESSIONS=mongo'])(
    'is refused with %s, for what is on a server would not be in it',
    async (setting) => {
      const [name = '', value] = setting.split('=');
      const mixed = { ...settingsOf(at('data')), [name]: value };
      const refused = { ok: false, text: expect.stringContaining('back-up-and-restore-distributed.md') as string };
      expect(await runCommand(['backup', '--to', at('mixed')], mixed)).toMatchObject(refused);
      expect(existsSync(at('mixed'))).toBe(false);
      expect(await runCommand(['restore', '--from', at('saved')], mixed)).toMatchObject(refused);
    },
  );

  it('is written into a new folder, outside of what it saves', async () => {
    mkdirSync(at('there'));
    expect(await house.run('backup', '--to', at('there'))).toMatchObject({ ok: false, text: /is there already/ });
    symlinkSync(at('data'), at('link'));
    for (const inside of ['data/backup', 'data/..backup', 'link/new/backup'])
      expect(await house.run('backup', '--to', at(inside))).toMatchObject({ ok: false, text: /a folder outside/ });
    writeFileSync(at('a-file'), '');
    expect(await house.run('backup', '--to', at('a-file/backup'))).toMatchObject({
      ok: false,
      text: expect.stringMatching(/^.*a-file\/backup cannot be made: ENOTDIR[^\n]*$/),
    });
    expect(await on(at('no'), 'backup', '--to', at('none'))).toMatchObject({
      ok: false,
      text: /holds no data of ekey: set DATA_DIR/,
    });
    expect(existsSync(at('none'))).toBe(false);
  });

  it('that cannot be finished leaves nothing that might be taken for one, nor stands in the way of the next', async () => {
    const data = at('unreadable');
    await on(data, 'restore', '--from', at('saved'));
    writeFileSync(path.join(data, 'access.db'), 'a text of some length, which is nothing that this store has written');
    expect(await on(data, 'backup', '--to', at('unfinished'))).toMatchObject({ ok: false });
    expect(existsSync(at('unfinished'))).toBe(false);
  });
});

describe('restoring', () => {
  const damaged = (name: string): string => at('damaged', name);
  beforeEach(() => cpSync(at('saved'), at('damaged'), { recursive: true }));
  afterEach(() => rmSync(at('damaged'), { recursive: true }));

  it.each([
    ['a file is missing', () => rmSync(damaged('facts/notify/events.db')), /events\.db is missing/],
    ['a part is missing', () => rmSync(damaged('keys'), { recursive: true }), /missing: a backup is restored whole/],
    ['a file was changed', () => appendFileSync(damaged('facts/messages.db'), '!'), /messages\.db was changed/],
    ['a file was added', () => writeFileSync(damaged('facts/more.txt'), '!'), /more\.txt is not part of the backup/],
    ['its manifest is gone', () => rmSync(damaged('manifest.json')), /manifest\.json is missing/],
    ['its manifest is cut short', () => writeFileSync(damaged('manifest.json'), '{"madeAt"'), /json cannot be read/],
  ])('is refused where %s, and leaves nothing behind', async (_what, damage, why) => {
    damage();
    expect(await on(at('refused'), 'restore', '--from', at('damaged'))).toMatchObject({ ok: false, text: why });
    expect(existsSync(at('refused'))).toBe(false);
  });

  it('never writes over data', async () => {
    expect(await house.run('restore', '--from', at('saved'))).toMatchObject({ ok: false, text: /is not empty/ });
    mkdirSync(at('other'));
    writeFileSync(at('other/thesis.doc'), 'years of work');
    const refused = await on(at('other'), 'restore', '--from', at('saved'));
    expect(refused).toMatchObject({ ok: false, text: /thesis\.doc/ });
    expect(readdirSync(at('other'))).toEqual(['thesis.doc']);
  });

  it('that was broken off lets nothing start, and is begun again', async () => {
    const data = at('broken-off');
    await on(data, 'restore', '--from', at('saved'));
    writeFileSync(path.join(data, 'restore-unfinished'), '');
    rmSync(path.join(data, 'keys.db'));
    await expect(houseOn(data)).rejects.toThrow('broken off');
    for (const words of [['redrive'], ['check'], ['replay', '--case', 'account-1'], ['backup', '--to', at('half')]])
      expect(await on(data, ...words)).toMatchObject({ ok: false, text: /broken off: run it again/ });
    expect(existsSync(at('half'))).toBe(false);
    expect(await on(data, 'restore', '--from', at('saved'))).toMatchObject({ ok: true });
    expect(await on(data, 'check')).toMatchObject({ ok: true });
  });

  it('keeps erased what was erased after the backup, mails included', async () => {
    const { personalData, config } = house.standalone.floor;
    await personalData.erase(accountKey('account-1'), house.clock.now());
    await fileMailing(at('data/outbox'), config.MAIL_FROM).mailer.forget(accountKey('account-1'));
    await house.stop();
    expect(await house.run('backup', '--to', at('of-a-house-that-stands-still'))).toMatchObject({ ok: true });
    const data = at('after-erasure');
    mkdirSync(data);
    renameSync(at('data/tombstones.db'), path.join(data, 'tombstones.db'));
    const erased = mailsIn(at('saved/keys')).length - 1;
    expect(await on(data, 'restore', '--from', at('saved'))).toMatchObject({ ok: true, text: /was erased \(1 keys\)/ });
    expect(mailsIn(data)).toHaveLength(erased);
    const restored = await houseOn(data);
    const reopened = restored.standalone.floor.personalData;
    expect(await reopened.isErased(accountKey('account-1'))).toBe(true);
    expect(await reopened.isErased(accountKey('account-2'))).toBe(false);
    const told = await restored.run('replay', '--case', 'account-1', '--purpose', 'to see that nothing is left');
    expect(told).toMatchObject({ ok: true });
    expect(told.text).not.toContain('user1@enterprise.example');
  });
});
