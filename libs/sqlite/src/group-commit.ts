import type { Database } from './open-database';

interface Queued {
  readonly write: () => unknown;
  readonly leavesNothing: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const STEPS = {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  mark: 'SAVEPOINT one',
  keep: 'RELEASE one',
  undo: 'ROLLBACK TO one',
} as const;

type Outcome = { readonly result: unknown } | { readonly error: unknown };

/**
 * Many writes, one commit: all that are asked for within one turn of the event loop share a transaction and so one wait
 * for the disk. They run in the order in which they were asked for.
 */
export class GroupCommit {
  private static readonly ofDatabase = new WeakMap<Database, GroupCommit>();

  /** The one that everything in this process which writes to the same open database shares. */
  static of(database: Database): GroupCommit {
    const known = GroupCommit.ofDatabase.get(database) ?? new GroupCommit(database);
    GroupCommit.ofDatabase.set(database, known);
    return known;
  }

  private queue: Queued[] = [];
  private closed = false;
  private readonly say: Readonly<Record<keyof typeof STEPS, () => unknown>>;

  constructor(private readonly database: Database) {
    const prepare = (sql: string) => {
      const statement = database.prepare(sql);
      return () => statement.run();
    };
    this.say = {
      begin: prepare(STEPS.begin),
      commit: prepare(STEPS.commit),
      rollback: prepare(STEPS.rollback),
      mark: prepare(STEPS.mark),
      keep: prepare(STEPS.keep),
      undo: prepare(STEPS.undo),
    };
  }

  /**
   * @param write runs once, synchronously, on this database. What it throws undoes its own statements and no other's.
   * @param leavesNothing the write promises to have changed nothing where it throws, as one that looks first and then
   * runs a single statement. It is spared the savepoint, which costs a quarter of an insert.
   * @returns its result once the commit is on disk; the commit's error, for every write of it, where there was none
   * (a full disk): then nothing of them is stored.
   */
  enqueue<T>(write: () => T, leavesNothing = false): Promise<T> {
    if (this.closed) return Promise.reject(new Error('the store is closed'));
    return new Promise<T>((resolve, reject) => {
      if (this.queue.length === 0) setImmediate(() => this.flush());
      this.queue.push({ write, leavesNothing, resolve: resolve as (result: unknown) => void, reject });
    });
  }

  /** Commits what is queued at once; whatever is asked for from now on is refused. */
  close(): void {
    this.closed = true;
    this.flush();
  }

  private flush(): void {
    const group = this.queue;
    if (group.length === 0) return;
    this.queue = [];
    let outcomes: readonly Outcome[];
    try {
      outcomes = this.commit(group);
    } catch (error) {
      outcomes = group.map(() => ({ error }));
      this.rollBack();
    }
    group.forEach((queued, index) => settle(queued, outcomes[index]));
  }

  private commit(group: readonly Queued[]): readonly Outcome[] {
    this.say.begin();
    const outcomes = group.map((queued) => this.attempt(queued));
    this.say.commit();
    return outcomes;
  }

  private attempt({ write, leavesNothing }: Queued): Outcome {
    if (!leavesNothing) this.say.mark();
    try {
      const result = write();
      if (!leavesNothing) this.say.keep();
      return { result };
    } catch (error) {
      // On a full disk SQLite has rolled the whole transaction back by itself: no write of the group can stand.
      if (!this.database.isTransaction) throw error;
      if (!leavesNothing) {
        this.say.undo();
        this.say.keep();
      }
      return { error };
    }
  }

  /** Where not even this is possible, the next group finds the transaction still open and is told so. */
  private rollBack(): void {
    try {
      if (this.database.isOpen && this.database.isTransaction) this.say.rollback();
    } catch {
      return;
    }
  }
}

function settle(queued: Queued, outcome: Outcome | undefined): void {
  if (outcome !== undefined && 'result' in outcome) queued.resolve(outcome.result);
  else queued.reject(outcome?.error);
}
