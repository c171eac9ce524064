import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type DatabaseKind } from './open-database';

const kind: DatabaseKind = {
  mark: 'test',
  synchronous: 'FULL',
  schema: ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'],
};
const HEADER = 32;
const FRAME = 24 + 4096;

/** A store whose process was killed: ten commits stand in its write-ahead log alone. */
describe('the write-ahead log of a store that was killed', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'write-ahead-log-'));
    file = path.join(folder, 'killed.db');
    const running = path.join(folder, 'running.db');
    const database = openDatabase(running, kind);
    for (let count = 0; count < 10; count += 1) database.exec(`INSERT INTO notes (text) VALUES ('note ${count}')`);
    for (const suffix of ['', '-wal']) copyFileSync(running + suffix, file + suffix);
    database.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const count = (): number => {
    const database = openDatabase(file, kind);
    const { n } = database.prepare('SELECT count(*) AS n FROM notes').get() as { n: number };
    database.close();
    return n;
  };
  const flip = (at: number): void => {
    const log = readFileSync(`${file}-wal`);
    log.writeUInt8(log.readUInt8(at) ^ 0x10, at);
    writeFileSync(`${file}-wal`, log);
  };

  it('is read to its end', () => {
    expect(statSync(`${file}-wal`).size).toBe(HEADER + 10 * FRAME);
    expect(count()).toBe(10);
  });

  it('may end with a commit that a power cut has torn, which nobody was told of', () => {
    flip(HEADER + 9 * FRAME + 200);
    expect(count()).toBe(9);
  });

  it('may end within a frame', () => {
    truncateSync(`${file}-wal`, HEADER + 9 * FRAME + 1000);
    expect(count()).toBe(9);
  });

  it('may hold nothing yet: made by the file system, never written', () => {
    writeFileSync(`${file}-wal`, Buffer.alloc(HEADER + FRAME));
    expect(count()).toBe(0);
  });

  it.each([
    ['its first commit', HEADER + 100],
    ['the page of a commit in the middle', HEADER + 4 * FRAME + 24 + 4000],
    ['the header of a frame', HEADER + 5 * FRAME + 2],
    ['the salt of a frame', HEADER + 5 * FRAME + 9],
    ['the last commit but one', HEADER + 8 * FRAME + 300],
  ])('is refused where %s was damaged, naming the file', (_what, at) => {
    flip(at);
    expect(count).toThrow(`${file} has a write-ahead log that is damaged in the middle`);
  });

  it.each([[0], [3], [10], [20], [31]])('is refused where byte %i of its header was damaged', (at) => {
    flip(at);
    expect(count).toThrow(`${file} has a write-ahead log whose header is broken`);
  });

  it('is refused where it is shorter than its header', () => {
    truncateSync(`${file}-wal`, 20);
    expect(count).toThrow(`${file} has a write-ahead log that is cut short`);
  });

  it('is read where it was begun again over an older one', () => {
    const running = path.join(folder, 'again.db');
    const database = openDatabase(running, kind);
    for (let each = 0; each < 10; each += 1) database.exec(`INSERT INTO notes (text) VALUES ('note ${each}')`);
    database.exec('PRAGMA wal_checkpoint(RESTART)');
    for (let each = 0; each < 3; each += 1) database.exec(`INSERT INTO notes (text) VALUES ('later ${each}')`);
    for (const suffix of ['', '-wal']) copyFileSync(running + suffix, file + suffix);
    database.close();
    expect(statSync(`${file}-wal`).size).toBe(HEADER + 10 * FRAME);
    expect(count()).toBe(13);
  });
});
