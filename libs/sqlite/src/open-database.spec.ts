import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeWhole } from './database-file';
import { UnreadableStore } from './unreadable-store';
import { closeDatabase, openDatabase, type DatabaseKind } from './open-database';

const first: DatabaseKind = {
  mark: 'test',
  synchronous: 'FULL',
  schema: ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'],
};
const second: DatabaseKind = { ...first, schema: [...first.schema, 'CREATE INDEX notes_by_text ON notes (text)'] };

describe('opening a database file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'open-database-'));
    file = path.join(folder, 'inner', 'notes.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (text: string, kind = first): void => {
    const database = openDatabase(file, kind);
    database.prepare('INSERT INTO notes (text) VALUES (?)').run(text);
    closeDatabase(database);
  };
  const texts = (kind = first): unknown[] => {
    const database = openDatabase(file, kind);
    const rows = database.prepare('SELECT text FROM notes ORDER BY id').all() as { text: string }[];
    closeDatabase(database);
    return rows.map(({ text }) => text);
  };
  const refusal = (kind = first): UnreadableStore => {
    try {
      openDatabase(file, kind).close();
    } catch (error) {
      if (error instanceof UnreadableStore) return error;
      throw error;
    }
    throw new Error('the file was opened');
  };

  it('makes the file and its folder, readable by its owner alone', () => {
    write('one');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(texts()).toEqual(['one']);
  });

  it('begins again where a kill left a half-made file', () => {
    write('one');
    rmSync(file);
    writeFileSync(`${file}.new`, 'half');
    expect(texts()).toEqual([]);
  });

  it('gives no file its name while a part of it stands in the write-ahead log, as on a disk that was full', () => {
    mkdirSync(path.dirname(file));
    const halfMade = (draft: string): void => {
      writeFileSync(draft, 'the first pages');
      writeFileSync(`${draft}-wal`, 'the others');
    };
    expect(() => makeWhole(file, halfMade)).toThrow('is the disk full?');
    expect(existsSync(file)).toBe(false);
    expect(texts()).toEqual([]);
  });

  it('waits for the disk on every commit where the kind says so', () => {
    const database = openDatabase(file, first);
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    closeDatabase(database);
  });

  it('raises an older file to the newest version and keeps its rows', () => {
    write('one');
    expect(texts(second)).toEqual(['one']);
    expect(refusal(first).message).toBe(`${file} was written by a newer release (2)`);
  });

  it('does not take an emptied file for a new store', () => {
    write('one');
    truncateSync(file, 0);
    expect(refusal().message).toBe(`${file} is empty`);
  });

  it('does not begin anew beside a write-ahead log whose database is gone', () => {
    write('one');
    rmSync(file);
    writeFileSync(`${file}-wal`, 'log');
    expect(refusal().message).toBe(`${file} is gone although its write-ahead log is there`);
  });

  it('refuses what is no database', () => {
    write('one');
    writeFileSync(file, 'a text of some length, which is nothing that this store has written');
    expect(refusal().message).toBe(`${file} cannot be opened: file is not a database`);
  });

  it('refuses a folder in the place of the file', () => {
    file = folder;
    expect(refusal().message).toBe(`${file} is not a file`);
  });

  it('refuses the file of another kind of store', () => {
    write('one');
    expect(refusal({ ...first, mark: 'keys' }).message).toBe(`${file} holds something else than "keys"`);
  });

  it('refuses a file whose last page is cut off, in part or whole', () => {
    for (let count = 0; count < 40; count += 1) write('x'.repeat(2000));
    const { size } = statSync(file);
    truncateSync(file, size - 10);
    expect(refusal().message).toBe(`${file} is cut short`);
    truncateSync(file, size - 4096);
    expect(refusal().file).toBe(file);
  });

  it('refuses a file whose header or schema was overwritten', () => {
    write('one', second);
    const sound = readFileSync(file);
    for (const offset of [16, 100, 110]) {
      const broken = Buffer.from(sound);
      broken.fill(0xa5, offset, offset + 8);
      writeFileSync(file, broken);
      expect(refusal(second).file).toBe(file);
    }
    const renamed = Buffer.from(
      sound.toString('latin1').replace('CREATE TABLE notes (id', 'CREATE TABLE notes (ix'),
      'latin1',
    );
    writeFileSync(file, renamed);
    expect(refusal(second).message).toContain('has a broken schema: notes is missing or altered');
  });

  it('reads beside the one that writes, and never makes a file for a reader', () => {
    expect(() => openDatabase(file, first, { readOnly: true })).toThrow(`${file} is not there`);
    const writer = openDatabase(file, first);
    writer.exec(`INSERT INTO notes (text) VALUES ('one')`);
    const reader = openDatabase(file, first, { readOnly: true });
    expect(reader.prepare('SELECT count(*) AS n FROM notes').get()).toEqual({ n: 1 });
    expect(() => reader.exec('DELETE FROM notes')).toThrow('readonly');
    reader.close();
    writer.close();
  });
});
