import { GroupCommit } from './group-commit';
import { openDatabase, type Database } from './open-database';

const kind = {
  mark: 'test',
  synchronous: 'FULL',
  schema: ['CREATE TABLE notes (text TEXT PRIMARY KEY) STRICT'],
} as const;

describe('writes that share a commit', () => {
  let database: Database;
  let commits: GroupCommit;
  beforeEach(() => {
    database = openDatabase(':memory:', kind);
    commits = new GroupCommit(database);
  });
  afterEach(() => {
    if (database.isOpen) database.close();
  });

  const add = (text: string) => () => database.prepare('INSERT INTO notes VALUES (?)').run(text).changes;
  const stored = () =>
    (database.prepare('SELECT text FROM notes ORDER BY rowid').all() as { text: string }[]).map((row) => row.text);

  it('are stored in the order in which they were asked for, within one transaction', async () => {
    const inTransaction: boolean[] = [];
    const writes = ['a', 'b', 'c'].map((text) =>
      commits.enqueue(() => {
        inTransaction.push(database.isTransaction);
        return add(text)();
      }),
    );
    expect(stored()).toEqual([]);
    expect(await Promise.all(writes)).toEqual([1, 1, 1]);
    expect(inTransaction).toEqual([true, true, true]);
    expect(stored()).toEqual(['a', 'b', 'c']);
    expect(database.isTransaction).toBe(false);
  });

  it('fail alone: what one has written before its error is undone, the others stand', async () => {
    const [first, second, third] = await Promise.allSettled([
      commits.enqueue(add('a')),
      commits.enqueue(() => {
        add('b')();
        throw new Error('not after all');
      }),
      commits.enqueue(add('c')),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toEqual({ status: 'rejected', reason: new Error('not after all') });
    expect(third.status).toBe('fulfilled');
    expect(stored()).toEqual(['a', 'c']);
  });

  it('may promise to leave nothing behind, and are then refused without a trace or a savepoint', async () => {
    const refused = () => {
      throw new Error('not at this revision');
    };
    const results = await Promise.allSettled([
      commits.enqueue(add('a'), true),
      commits.enqueue(refused, true),
      commits.enqueue(add('a'), true),
      commits.enqueue(add('b'), true),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(stored()).toEqual(['a', 'b']);
  });

  it('fail together where the transaction as a whole cannot stand, and the next ones go on', async () => {
    database.exec('PRAGMA max_page_count = 2');
    database.exec('PRAGMA page_size');
    const results = await Promise.allSettled([
      commits.enqueue(add('a')),
      commits.enqueue(add('x'.repeat(100_000))),
      commits.enqueue(add('c')),
    ]);
    const failed = results.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect(stored()).toEqual(results[0].status === 'fulfilled' ? ['a', 'c'] : []);
    database.exec('PRAGMA max_page_count = 1000');
    await commits.enqueue(add('d'));
    expect(stored()).toContain('d');
  });

  it('that are queued when the store closes are stored; later ones are refused', async () => {
    const last = commits.enqueue(add('a'));
    commits.close();
    expect(await last).toBe(1);
    await expect(commits.enqueue(add('b'))).rejects.toThrow('the store is closed');
    expect(stored()).toEqual(['a']);
  });

  it('take along what accompanies them, and tell it when it must wait no longer: within a time, and at the end', async () => {
    const told: boolean[] = [];
    let unwritten = ['x'];
    const write = (isDue: boolean): void => {
      told.push(isDue);
      unwritten.splice(0).forEach((text) => add(text)());
    };
    commits.accompany({ write, failed: () => undefined });
    await commits.enqueue(add('a'));
    expect(stored()).toEqual(['a', 'x']);
    unwritten = ['y'];
    await Promise.all([commits.within(5), commits.within(5)]);
    expect(stored()).toEqual(['a', 'x', 'y']);
    await commits.enqueue(add('b'));
    unwritten = ['z'];
    commits.close();
    expect(stored()).toEqual(['a', 'x', 'y', 'b', 'z']);
    expect(told).toEqual([false, true, false, true]);
  });

  it('that may wait are made at once when somebody is in a hurry, and only once', async () => {
    let written = 0;
    commits.accompany({ write: () => (written += 1), failed: () => undefined });
    const waiting = [commits.within(60_000), commits.within(60_000)];
    commits.hurry();
    await Promise.all(waiting);
    commits.hurry();
    await commits.enqueue(add('a'));
    expect(written).toBe(2);
  });

  it('tell what accompanies them that nothing of it was stored', async () => {
    let failures = 0;
    commits.accompany({ write: () => add('x')(), failed: () => (failures += 1) });
    await commits.enqueue(add('a'));
    await expect(commits.enqueue(add('b'))).rejects.toThrow('UNIQUE');
    expect([stored(), failures]).toEqual([['a', 'x'], 1]);
  });

  it('share it whoever asks, as long as they write to the same database', async () => {
    const order: string[] = [];
    const [one, two] = [GroupCommit.of(database), GroupCommit.of(database)];
    const other = openDatabase(':memory:', kind);
    expect(two).toBe(one);
    expect(GroupCommit.of(other)).not.toBe(one);
    other.close();
    await Promise.all([one.enqueue(() => order.push('one')), two.enqueue(() => order.push('two'))]);
    expect(order).toEqual(['one', 'two']);
  });

  it('report the error of the commit to every one of them', async () => {
    const writes = [commits.enqueue(add('a')), commits.enqueue(add('b'))];
    database.close();
    const results = await Promise.allSettled(writes);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
