import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GroupCommit } from './group-commit';
import { closeDatabase, openDatabase, type Database } from './open-database';
import { Unsettled } from './unsettled';

const kind = { mark: 'test', synchronous: 'FULL', schema: ['CREATE TABLE notes (text TEXT UNIQUE) STRICT'] } as const;

describe('commits to a file', () => {
  let folder: string;
  let database: Database;
  let commits: GroupCommit;
  /** What the disk was asked to do and has not done yet. */
  let disk: ((error: Error | null) => void)[];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'commits-'));
    database = openDatabase(path.join(folder, 'notes.db'), kind);
    commits = new GroupCommit(database);
    disk = [];
    jest.spyOn(fs, 'fdatasync').mockImplementation(((_file: number, done: (error: Error | null) => void) => {
      disk.push(done);
    }) as never);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    if (database.isOpen) {
      commits.close();
      closeDatabase(database);
    }
    fs.rmSync(folder, { recursive: true });
  });

  const add = (text: string) =>
    commits.enqueue(() => database.prepare('INSERT INTO notes VALUES (?)').run(text).changes);
  const stored = () => (database.prepare('SELECT text FROM notes').all() as { text: string }[]).map(({ text }) => text);
  const aTurn = () => new Promise((resolve) => setTimeout(resolve, 5));
  const lands = async (error: Error | null = null): Promise<void> => {
    disk.shift()?.(error);
    await aTurn();
  };

  it('are answered only when the disk has them', async () => {
    let answered = false;
    const write = add('a').then(() => (answered = true));
    await aTurn();
    expect([stored(), answered, disk.length]).toEqual([['a'], false, 1]);
    await lands();
    await write;
    expect(answered).toBe(true);
  });

  it('begin one after another: what is asked for while one is on its way shares the next', async () => {
    const first = add('a');
    await aTurn();
    const others = [add('b'), add('c')];
    await aTurn();
    expect([stored(), disk.length]).toEqual([['a'], 1]);
    await lands();
    await first;
    expect([stored(), disk.length]).toEqual([['a', 'b', 'c'], 1]);
    await lands();
    expect(await Promise.all(others)).toEqual([1, 1]);
  });

  it('need no disk where every write of them has failed', async () => {
    const failing = commits.enqueue(() => {
      throw new Error('not after all');
    });
    await expect(failing).rejects.toThrow('not after all');
    expect(disk).toHaveLength(0);
  });

  it('are refused, and all that wait or come later, once the disk has refused one', async () => {
    const broken = Object.assign(new Error('EIO'), { code: 'EIO' });
    const first = add('a').catch((error: unknown) => error);
    await aTurn();
    const second = add('b').catch((error: unknown) => error);
    await lands(broken);
    expect([await first, await second]).toEqual([broken, broken]);
    expect(stored()).toEqual(['a']);
    await expect(add('c')).rejects.toBe(broken);
  });

  it('are on disk, and answered, when the store is closed meanwhile', async () => {
    const onItsWay = add('a');
    await aTurn();
    const queued = add('b');
    commits.close();
    expect(await Promise.all([onItsWay, queued])).toEqual([1, 1]);
    await lands();
    closeDatabase(database);
    database = openDatabase(path.join(folder, 'notes.db'), kind);
    expect(stored()).toEqual(['a', 'b']);
  });

  it('of a database that need not be durable at once wait for no disk', async () => {
    const file = path.join(folder, 'views.db');
    const views = openDatabase(file, { ...kind, synchronous: 'NORMAL' });
    const written = new GroupCommit(views).enqueue(
      () => views.prepare('INSERT INTO notes VALUES (?)').run('a').changes,
    );
    expect(await written).toBe(1);
    expect(disk).toHaveLength(0);
    closeDatabase(views);
  });

  describe('that are not on disk yet', () => {
    let unsettled: Unsettled;
    beforeEach(() => (unsettled = new Unsettled(commits)));

    const addRow = (text: string): number =>
      Number(database.prepare('INSERT INTO notes VALUES (?)').run(text).lastInsertRowid);
    const land = (...texts: readonly string[]) =>
      unsettled.land(
        () => texts.map(addRow),
        (positions) => positions,
      );
    const told = (): readonly number[] =>
      unsettled.settled(
        (database.prepare('SELECT rowid FROM notes ORDER BY rowid').all() as { rowid: number }[]).map(
          ({ rowid }) => rowid,
        ),
        (rowid) => rowid,
      );
    it('are told to nobody, nor what comes after them', async () => {
      const first = land('a', 'b');
      await aTurn();
      const second = land('c');
      await aTurn();
      expect([told(), unsettled.from]).toEqual([[], 1]);
      await lands();
      expect(await first).toEqual([1, 2]);
      expect([told(), unsettled.from]).toEqual([[1, 2], 3]);
      await lands();
      expect(await second).toEqual([3]);
      expect([told(), unsettled.from]).toEqual([[1, 2, 3], Number.POSITIVE_INFINITY]);
    });

    it('hold nothing back where they have failed', async () => {
      await expect(land('a', 'a')).rejects.toThrow('UNIQUE');
      expect([told(), unsettled.from]).toEqual([[], Number.POSITIVE_INFINITY]);
    });

    it('may not be told at all once the disk has refused them', async () => {
      const broken = new Error('EIO');
      expect(() => commits.refuseUncertain()).not.toThrow();
      const write = land('a').catch((error: unknown) => error);
      await aTurn();
      await lands(broken);
      expect(await write).toBe(broken);
      expect(told()).toEqual([1]);
      expect(() => commits.refuseUncertain()).toThrow(broken);
    });
  });
});
