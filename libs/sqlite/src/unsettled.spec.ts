import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GroupCommit } from './group-commit';
import { closeDatabase, openDatabase, type Database } from './open-database';
import { Unsettled } from './unsettled';

const kind = { mark: 'test', synchronous: 'FULL', schema: ['CREATE TABLE notes (text TEXT UNIQUE) STRICT'] } as const;

describe('what is committed and not on disk yet', () => {
  let folder: string;
  let database: Database;
  let commits: GroupCommit;
  let unsettled: Unsettled;
  let disk: ((error: Error | null) => void)[];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'unsettled-'));
    database = openDatabase(path.join(folder, 'notes.db'), kind);
    commits = new GroupCommit(database);
    unsettled = new Unsettled(commits);
    disk = [];
    jest.spyOn(fs, 'fdatasync').mockImplementation(((_file: number, done: (error: Error | null) => void) => {
      disk.push(done);
    }) as never);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    commits.close();
    closeDatabase(database);
    fs.rmSync(folder, { recursive: true });
  });

  const add = (text: string): number =>
    Number(database.prepare('INSERT INTO notes VALUES (?)').run(text).lastInsertRowid);
  const land = (...texts: readonly string[]) =>
    unsettled.land(
      () => texts.map(add),
      (positions) => positions,
    );
  const told = (): readonly number[] =>
    unsettled.settled(
      (database.prepare('SELECT rowid FROM notes ORDER BY rowid').all() as { rowid: number }[]).map(
        ({ rowid }) => rowid,
      ),
      (rowid) => rowid,
    );
  const aTurn = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('is told to nobody, nor what comes after it, before the disk has it', async () => {
    const first = land('a', 'b');
    await aTurn();
    const second = land('c');
    await aTurn();
    expect([told(), unsettled.from]).toEqual([[], 1]);
    disk.shift()?.(null);
    expect(await first).toEqual([1, 2]);
    await aTurn();
    expect([told(), unsettled.from]).toEqual([[1, 2], 3]);
    disk.shift()?.(null);
    expect(await second).toEqual([3]);
    expect([told(), unsettled.from]).toEqual([[1, 2, 3], Number.POSITIVE_INFINITY]);
  });

  it('holds nothing back where it has failed', async () => {
    await expect(land('a', 'a')).rejects.toThrow('UNIQUE');
    expect([told(), unsettled.from]).toEqual([[], Number.POSITIVE_INFINITY]);
  });

  it('may not be told at all once the disk has refused it', async () => {
    const broken = new Error('EIO');
    expect(() => commits.refuseUncertain()).not.toThrow();
    const write = land('a').catch((error: unknown) => error);
    await aTurn();
    disk.shift()?.(broken);
    expect(await write).toBe(broken);
    expect(told()).toEqual([1]);
    expect(() => commits.refuseUncertain()).toThrow(broken);
  });
});
