import { caseKey } from '@ekey/kernel';
import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspectKeys, inspectTombstones } from './inspect-keys';
import { joinTombstones } from './join-tombstones';
import { openSqlitePersonalData, type SqlitePersonalData } from './sqlite.personal-data';

const masterKey = Buffer.alloc(32, 1);
const indexKey = Buffer.alloc(32, 2);
const [ONE, OTHER] = [caseKey('one'), caseKey('other')];
const ERASED_AT = '2026-03-02T01:00:00.000Z';

let folder: string;
const of = (name: string): string => path.join(folder, name);
const open = (readOnly = false, keys = 'keys.db', tombstones = 'tombstones.db'): Promise<SqlitePersonalData> =>
  openSqlitePersonalData({ file: of(keys), tombstonesFile: of(tombstones), masterKey, indexKey, readOnly });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a look at every key', () => {
  beforeEach(async () => {
    const keys = await open();
    await keys.seal(ONE, 'name', 'somebody');
    await keys.seal(OTHER, 'name', 'somebody else');
    await keys.close();
  });

  it('finds nothing wrong where all of them unwrap', () => {
    expect(inspectKeys(of('keys.db'), masterKey)).toEqual({ store: of('keys.db'), records: 2, faults: [] });
  });

  it('names the owner of one that does not', () => {
    const database = new DatabaseSync(of('keys.db'));
    database.exec(`UPDATE keys SET wrapped = zeroblob(60) WHERE owner = '${OTHER}'`);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    expect(inspectKeys(of('keys.db'), masterKey).faults).toEqual([
      `${of('keys.db')}: the key of ${OTHER} does not unwrap`,
    ]);
  });

  it('finds that none unwraps under another master key', () => {
    expect(inspectKeys(of('keys.db'), Buffer.alloc(32, 9)).faults).toHaveLength(2);
  });
});

describe('whoever reads beside the process that writes', () => {
  it('opens what that one has sealed, and makes no key of its own', async () => {
    const writer = await open();
    const sealed = await writer.seal(ONE, 'name', 'somebody');
    const reader = await open(true);
    expect(await reader.open(sealed)).toBe('somebody');
    await expect(reader.seal(OTHER, 'name', 'nobody')).rejects.toThrow('readonly');
    await expect(reader.erase(ONE, ERASED_AT)).rejects.toThrow('readonly');
    await reader.close();
    expect(await writer.open(sealed)).toBe('somebody');
    await writer.close();
  });

  it('is told where there is nothing to read', async () => {
    await expect(open(true)).rejects.toThrow('is not there');
  });
});

describe('tombstones of two files', () => {
  it('are joined, and the one that was there before stands', async () => {
    for (const [file, owner, at] of [
      ['old.db', ONE, ERASED_AT],
      ['tombstones.db', OTHER, ERASED_AT],
      ['tombstones.db', ONE, '2027-01-01T00:00:00.000Z'],
    ] as const) {
      const keys = await open(false, 'keys.db', file);
      await keys.erase(owner, at);
      await keys.close();
    }
    expect(joinTombstones(of('old.db'), of('tombstones.db'))).toEqual([ONE, OTHER]);
    expect(inspectTombstones(of('tombstones.db'))).toMatchObject({ records: 2, faults: [] });
    const database = new DatabaseSync(of('tombstones.db'), { readOnly: true });
    const { erased_at: at } = database.prepare('SELECT erased_at FROM tombstones WHERE owner = ?').get(ONE) as {
      erased_at: string;
    };
    expect(at).toBe('2027-01-01T00:00:00.000Z');
    database.close();
  });

  it('are made into a file where there is none', async () => {
    const keys = await open(false, 'keys.db', 'old.db');
    await keys.erase(ONE, ERASED_AT);
    await keys.close();
    expect(joinTombstones(of('old.db'), of('fresh.db'))).toEqual([ONE]);
  });
});
