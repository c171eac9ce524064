import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Refusal } from '@ekey/floor';
import { commitsSeen, Snapshot } from '../../src/host/snapshot';

let folder: string;
let writer: ChildProcess | undefined;
const of = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'snapshot-'));
});
afterEach(async () => {
  if (writer !== undefined && writer.exitCode === null && writer.kill('SIGKILL')) await once(writer, 'exit');
  rmSync(folder, { recursive: true });
});

/** A process that writes number after number, each first as a cause and then as its consequence in another file. */
async function writing(): Promise<void> {
  const script = `
    const { DatabaseSync } = require(${JSON.stringify(require.resolve('@photostructure/sqlite'))});
    const kept = [];
    const open = (file) => {
      const database = new DatabaseSync(file);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE numbers(n INTEGER PRIMARY KEY, filler TEXT)');
      kept.push(database);
      return database.prepare('INSERT INTO numbers VALUES (?, ?)');
    };
    const [cause, consequence] = [open(${JSON.stringify(of('cause.db'))}), open(${JSON.stringify(of('consequence.db'))})];
    const write = (n) => {
      cause.run(n, 'x'.repeat(500));
      consequence.run(n, 'x'.repeat(500));
      if (n === 200) console.log('busy');
      setImmediate(write, n + 1);
    };
    process.stdin.resume().on('end', () => process.exit());
    write(1);`;
  // Its input ends with this process, however that ends: a writer left alone would go on for ever.
  const begun = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  writer = begun;
  await once(begun.stdout, 'data');
}

function numbersIn(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const { last, count } = database.prepare('SELECT max(n) AS last, count(*) AS count FROM numbers').get() as Record<
    string,
    number
  >;
  database.close();
  expect(count).toBe(last);
  return last as number;
}

describe('a snapshot of files that another process writes', () => {
  it('shows all of them as they stood at one moment, time after time', async () => {
    await writing();
    for (const time of ['first', 'second', 'third']) {
      const snapshot = await Snapshot.of([of('consequence.db'), of('cause.db')]);
      for (const name of ['cause', 'consequence']) await snapshot.copy(of(`${name}.db`), of(`${time} ${name}`));
      snapshot.close();
      const causes = numbersIn(of(`${time} cause`));
      const consequences = numbersIn(of(`${time} consequence`));
      // Between two commits at most one cause is still without its consequence.
      expect([causes, causes - 1]).toContain(consequences);
    }
  });

  it('keeps nobody from writing while it is copied', async () => {
    await writing();
    const snapshot = await Snapshot.of([of('cause.db')]);
    const before = numbersIn(of('cause.db'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(numbersIn(of('cause.db'))).toBeGreaterThan(before);
    await snapshot.copy(of('cause.db'), of('copy'));
    expect(numbersIn(of('copy'))).toBeLessThanOrEqual(before);
    snapshot.close();
  });

  it('gives up, in words, once its patience is at an end', async () => {
    await writing();
    await expect(Snapshot.of([of('cause.db')], 0)).rejects.toThrow(Refusal);
  });
});

describe('whether another process has committed', () => {
  it('is told by a number that stays while nobody does', () => {
    let commits = 7;
    const seen = commitsSeen(() => commits);
    const before = seen();
    expect(seen()).toBe(before);
    commits += 1;
    expect(seen()).not.toBe(before);
  });

  it('is told by none that counts how often it was asked, as on a disk that is read-only', () => {
    let looks = 0;
    const seen = commitsSeen(() => (looks += 1));
    expect(seen()).toBe(seen());
  });
});
