import { UnreadableStore } from '@ekey/sqlite';
import { caseKey } from '@ekey/kernel';
import { DatabaseSync } from '@photostructure/sqlite';
import fs, { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describePersonalDataContract } from '../personal-data.contract';
import { KeyMissing } from '../personal-data.port';
import {
  openSqlitePersonalData,
  type SqlitePersonalData,
  type SqlitePersonalDataOptions,
} from './sqlite.personal-data';

const AT = '2026-03-02T01:00:00.000Z';
const owner = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000001');

const place = (): SqlitePersonalDataOptions & { folder: string } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'personal-data-'));
  return {
    folder,
    file: path.join(folder, 'keys.db'),
    tombstonesFile: path.join(folder, 'tombstones.db'),
    masterKey: Buffer.alloc(32, 1),
    indexKey: Buffer.alloc(32, 2),
  };
};

const execute = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};

describePersonalDataContract('sqlite', async () => {
  const options = place();
  let personalData = await openSqlitePersonalData(options);
  return {
    personalData,
    reopen: async () => {
      await personalData.close();
      return (personalData = await openSqlitePersonalData(options));
    },
    loseKey: async (lost) => execute(options.file, `DELETE FROM keys WHERE owner = '${lost}'`),
    dispose: async () => {
      await personalData.close();
      rmSync(options.folder, { recursive: true });
    },
  };
});

describe('the files of the key store', () => {
  let options: ReturnType<typeof place>;
  let open: SqlitePersonalData[];
  const start = async (changed: Partial<SqlitePersonalDataOptions> = {}): Promise<SqlitePersonalData> => {
    const personalData = await openSqlitePersonalData({ ...options, ...changed });
    open.push(personalData);
    return personalData;
  };
  const stop = async (): Promise<void> => {
    for (const each of open.splice(0)) await each.close();
  };
  beforeEach(() => {
    options = place();
    open = [];
  });
  afterEach(async () => {
    await stop();
    rmSync(options.folder, { recursive: true });
  });

  const wrappedKey = (): Buffer => {
    const database = new DatabaseSync(options.file);
    const row = database.prepare('SELECT wrapped FROM keys WHERE owner = ?').get(owner) as { wrapped: Uint8Array };
    database.close();
    return Buffer.from(row.wrapped);
  };
  const everyFile = (): Buffer =>
    Buffer.concat(readdirSync(options.folder).map((name) => readFileSync(path.join(options.folder, name))));

  it('hold a destroyed key no more, wrapped or not, in any of them', async () => {
    const personalData = await start();
    await personalData.seal(owner, 'agent', '张三');
    const wrapped = wrappedKey();
    expect(everyFile().includes(wrapped)).toBe(true);
    await personalData.erase(owner, AT);
    expect(everyFile().includes(wrapped)).toBe(false);
    expect(everyFile().includes(wrapped.subarray(12, 44))).toBe(false);
  });

  it('lose a key whose tombstone alone was written before a kill', async () => {
    const sealed = await (await start()).seal(owner, 'agent', '张三');
    await stop();
    execute(options.tombstonesFile, `INSERT INTO tombstones VALUES ('${owner}', '${AT}')`);
    const wrapped = wrappedKey();
    expect(await (await start()).open(sealed)).toBeNull();
    await stop();
    expect(everyFile().includes(wrapped)).toBe(false);
  });

  it('do not bring a destroyed key back when older keys are restored', async () => {
    const personalData = await start();
    const sealed = await personalData.seal(owner, 'agent', '张三');
    await stop();
    copyFileSync(options.file, `${options.file}.backup`);
    await (await start()).erase(owner, AT);
    await stop();
    copyFileSync(`${options.file}.backup`, options.file);
    expect(await (await start()).open(sealed)).toBeNull();
  });

  it('are refused under another master key, naming the file', async () => {
    await (await start()).seal(owner, 'agent', '张三');
    await stop();
    await expect(start({ masterKey: Buffer.alloc(32, 9) })).rejects.toThrow(
      new UnreadableStore(options.file, 'was made under another master key'),
    );
    await expect(start({ indexKey: Buffer.alloc(32, 9) })).rejects.toThrow(
      new UnreadableStore(options.file, 'was made under another index key'),
    );
    await expect(start({ masterKey: Buffer.alloc(16) })).rejects.toThrow('a secret of 32 bytes is needed');
  });

  it('are refused where one is no database, naming it', async () => {
    for (const file of [options.file, options.tombstonesFile]) {
      writeFileSync(file, 'nothing that a key store has written');
      await expect(start()).rejects.toMatchObject({ name: 'UnreadableStore', file });
      rmSync(file);
    }
  });

  it('are refused where one stands in the place of the other', async () => {
    await start();
    await stop();
    await expect(start({ file: options.tombstonesFile, tombstonesFile: options.file })).rejects.toThrow(
      UnreadableStore,
    );
  });

  it('report a damaged key as missing, not as erased', async () => {
    const sealed = await (await start()).seal(owner, 'agent', '张三');
    await stop();
    execute(options.file, `UPDATE keys SET wrapped = zeroblob(60) WHERE owner = '${owner}'`);
    await expect((await start()).open(sealed)).rejects.toThrow(KeyMissing);
  });

  it('do not let one owner be given the key of another', async () => {
    const other = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000002');
    const personalData = await start();
    const sealed = await personalData.seal(owner, 'agent', '张三');
    await personalData.seal(other, 'agent', '李四');
    await stop();
    execute(
      options.file,
      `UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE owner = '${other}') WHERE owner = '${owner}'`,
    );
    await expect((await start()).open(sealed)).rejects.toThrow(KeyMissing);
  });

  it('seal and open nothing more once the disk has refused a new key, before they were opened again', async () => {
    const personalData = await start();
    const sealed = await personalData.seal(owner, 'agent', '张三');
    const other = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000002');
    const eio = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    const disk = jest.spyOn(fs, 'fdatasync').mockImplementation(((_file: number, done: (error: Error) => void) => {
      setImmediate(() => done(eio));
    }) as never);
    await expect(personalData.seal(other, 'agent', '李四')).rejects.toBe(eio);
    disk.mockRestore();
    for (const refused of [
      personalData.seal(other, 'agent', '李四'),
      personalData.sealBytes(other, 'scan', Buffer.from('a scan')),
      personalData.seal(owner, 'agent', '王五'),
      personalData.open(sealed),
    ])
      await expect(refused).rejects.toBe(eio);
    await stop();
    const reopened = await start();
    expect(await reopened.open(sealed)).toBe('张三');
    expect(await reopened.open(await reopened.seal(other, 'agent', '李四'))).toBe('李四');
  });

  it('take new keys until they are closed, and none after that', async () => {
    const personalData = await start();
    const sealing = personalData.seal(owner, 'agent', '张三');
    await stop();
    const sealed = await sealing;
    await expect(personalData.seal(caseKey('late'), 'agent', '王五')).rejects.toThrow();
    expect(await (await start()).open(sealed)).toBe('张三');
  });
});
