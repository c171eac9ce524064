import { LogSync } from './log-sync';
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

/** What may wait, and is written along with a commit. */
export interface Companion {
  /**
   * Within each transaction; must not throw but for the database's sake.
   * @param isDue somebody has asked for it (`within`), or the store closes: now nothing may wait any longer.
   */
  readonly write: (isDue: boolean) => void;
  /** What was written was not stored after all. */
  readonly failed: () => void;
}

/** A commit that may wait. */
interface Soon {
  readonly stored: Promise<void>;
  readonly hurry: () => void;
}

/** Writes that were committed together, with what became of each. */
interface Committed {
  readonly group: readonly Queued[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Many writes, one commit: all that are asked for within one turn of the event loop share a transaction, and whatever is
 * asked for while one is on its way to the disk shares the next. They run in the order in which they were asked for.
 *
 * The wait for the disk holds nothing up: between commit and answer, what was written can be read on the same database. A
 * store that must not tell what a power cut may still take back looks at what it has been answered (`Unsettled`).
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
  private onItsWay: Committed | undefined;
  private refusal: unknown;
  private readonly log: LogSync | undefined;
  private readonly companions: Companion[] = [];
  private soon: Soon | undefined;
  private isDue = false;
  private readonly say: Readonly<Record<keyof typeof STEPS, () => unknown>>;

  constructor(private readonly database: Database) {
    this.log = LogSync.of(database);
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
    if (this.refusal !== undefined) return Promise.reject(this.refusal);
    return new Promise<T>((resolve, reject) => {
      if (this.queue.length === 0 && this.onItsWay === undefined) setImmediate(() => this.flush());
      this.queue.push({ write, leavesNothing, resolve: resolve as (result: unknown) => void, reject });
    });
  }

  /**
   * Where the disk has refused a commit, that commit can be read on the database and yet be gone after a power cut: a store
   * must tell nothing of it, nor that it was done to whoever was refused and tries again.
   * @throws why nothing more is taken.
   */
  refuseUncertain(): void {
    if (this.refusal !== undefined) throw this.refusal;
  }

  /** Has something written along: told of every commit, and of those that it must not let pass. */
  accompany(companion: Companion): void {
    this.companions.push(companion);
  }

  /** Resolves after a commit with all that may wait, within so many milliseconds; all who ask meanwhile share it. */
  within(milliseconds: number): Promise<void> {
    this.soon ??= this.after(milliseconds);
    return this.soon.stored;
  }

  /** Whoever has asked for a commit within some time waits no longer. */
  hurry(): void {
    this.soon?.hurry();
  }

  /** Resolves after the next commit, which takes along all that may wait. */
  now(): Promise<void> {
    this.isDue = true;
    return this.enqueue(() => undefined);
  }

  /** Commits what is queued at once; whatever is asked for from now on is refused. */
  close(): void {
    if (this.refusal === undefined && this.companions.length > 0) void this.now().catch(() => undefined);
    this.refusal ??= new Error('the store is closed');
    const all = [...(this.onItsWay === undefined ? [] : [this.onItsWay]), ...this.takeQueue()];
    this.onItsWay = undefined;
    try {
      if (all.some(isStored)) this.log?.syncNow();
      all.forEach(settle);
    } catch (error) {
      all.forEach((committed) => settle(failed(committed.group, error)));
    }
    this.log?.close();
  }

  private after(milliseconds: number): Soon {
    let hurry = (): void => undefined;
    const due = new Promise<void>((resolve) => {
      hurry = resolve;
      setTimeout(resolve, milliseconds).unref();
    });
    const stored = due.then(() => {
      this.soon = undefined;
      return this.now();
    });
    return { stored, hurry };
  }

  private flush(): void {
    for (const committed of this.takeQueue()) {
      if (this.log === undefined || !isStored(committed)) settle(committed);
      else this.send(committed, this.log);
    }
  }

  /**
   * The next transaction begins only when this one is on disk, so that a power cut can have torn no commit but the last.
   * Where the disk refuses, nobody knows what of it there is: nothing more is taken before the next start has looked.
   */
  private send(committed: Committed, log: LogSync): void {
    this.onItsWay = committed;
    const landed = (settled: Committed): void => {
      if (this.onItsWay !== committed) return;
      this.onItsWay = undefined;
      settle(settled);
      if (this.queue.length > 0) setImmediate(() => this.flush());
    };
    log.sync().then(
      () => landed(committed),
      (error: unknown) => {
        this.refusal ??= error;
        const waiting = this.queue.splice(0);
        landed(failed([...committed.group, ...waiting], error));
      },
    );
  }

  private takeQueue(): readonly Committed[] {
    const group = this.queue;
    if (group.length === 0) return [];
    this.queue = [];
    try {
      return [{ group, outcomes: this.commit(group) }];
    } catch (error) {
      this.rollBack();
      for (const companion of this.companions) companion.failed();
      return [failed(group, error)];
    }
  }

  private commit(group: readonly Queued[]): readonly Outcome[] {
    this.say.begin();
    const outcomes = group.map((queued) => this.attempt(queued));
    for (const companion of this.companions) companion.write(this.isDue);
    this.say.commit();
    this.isDue = false;
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

const failed = (group: readonly Queued[], error: unknown): Committed => ({
  group,
  outcomes: group.map(() => ({ error })),
});

const isStored = ({ outcomes }: Committed): boolean => outcomes.some((outcome) => 'result' in outcome);

function settle({ group, outcomes }: Committed): void {
  for (const [index, queued] of group.entries()) {
    const outcome = outcomes[index];
    if (outcome !== undefined && 'result' in outcome) queued.resolve(outcome.result);
    else queued.reject(outcome?.error);
  }
}
