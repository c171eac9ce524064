import type { Recorded } from '@ekey/kernel';
import { BrokenRecord } from '../event-store.port';
import type { ParkedFact, ReactorStore } from '../reactor-store.port';
import { GroupCommit } from '@ekey/sqlite';
import type { Database } from '@ekey/sqlite';

/** The tables of a reactor store, for the schema of the file that it shares with what its reactors write. */
export const REACTOR_TABLES = `
  CREATE TABLE checkpoints (reactor TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE parked (
    id INTEGER PRIMARY KEY, reactor TEXT NOT NULL, key TEXT NOT NULL, fact_id TEXT NOT NULL, fact TEXT NOT NULL,
    cause TEXT NOT NULL, attempts INTEGER NOT NULL, parked_at TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX parked_fact ON parked (reactor, fact_id);`;

interface ParkedRow {
  readonly id: number;
  readonly reactor: string;
  readonly key: string;
  readonly fact: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parked_at: string;
}

const SAVED_WITHIN_MS = 500;

/**
 * Checkpoints and parked facts in an open database that has the tables above. Checkpoints are saved a moment later, and many
 * at once: one that a kill has swallowed is reached again, which every reactor is ready for anyway.
 */
export function openSqliteReactorStore(database: Database): SqliteReactorStore {
  return new SqliteReactorStore(database);
}

export class SqliteReactorStore implements ReactorStore {
  private readonly commits: GroupCommit;
  private readonly checkpoints = new Map<string, number>();
  private readonly unsaved = new Set<string>();
  private readonly sql;

  constructor(database: Database) {
    this.commits = GroupCommit.of(database);
    this.commits.accompany({
      write: (isDue) => (isDue ? this.save() : undefined),
      failed: () => this.checkpoints.clear(),
    });
    this.sql = {
      position: database.prepare('SELECT position FROM checkpoints WHERE reactor = ?'),
      save: database.prepare(
        `INSERT INTO checkpoints (reactor, position) VALUES (?, ?)
         ON CONFLICT (reactor) DO UPDATE SET position = excluded.position`,
      ),
      park: database.prepare(
        `INSERT INTO parked (reactor, key, fact_id, fact, cause, attempts, parked_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (reactor, fact_id) DO UPDATE SET cause = excluded.cause, attempts = excluded.attempts`,
      ),
      keys: database.prepare('SELECT DISTINCT key FROM parked WHERE reactor = ?'),
      list: database.prepare(
        `SELECT * FROM parked WHERE (?1 IS NULL OR reactor = ?1) AND (?2 IS NULL OR key = ?2) ORDER BY id`,
      ),
      unpark: database.prepare('DELETE FROM parked WHERE reactor = ? AND fact_id = ?'),
    };
  }

  async checkpoint(reactor: string): Promise<number> {
    const row = (): { position: number } | undefined =>
      this.sql.position.get(reactor) as { position: number } | undefined;
    return this.checkpoints.get(reactor) ?? row()?.position ?? 0;
  }

  /** Resolves when it is stored; in no hurry, since whoever goes on meanwhile loses nothing. */
  saveCheckpoint(reactor: string, position: number): Promise<void> {
    this.checkpoints.set(reactor, position);
    this.unsaved.add(reactor);
    return this.commits.within(SAVED_WITHIN_MS);
  }

  hurry(): void {
    this.commits.hurry();
  }

  /** A fact that is parked already keeps its place; its cause and the number of attempts are those of the last one. */
  async park(parked: ParkedFact): Promise<void> {
    const { reactor, key, fact, cause, attempts, parkedAt } = parked;
    const text = JSON.stringify(fact);
    await this.commits.enqueue(() => this.sql.park.run(reactor, key, fact.meta.id, text, cause, attempts, parkedAt));
  }

  async parkedKeys(reactor: string): Promise<ReadonlySet<string>> {
    return new Set((this.sql.keys.all(reactor) as { key: string }[]).map(({ key }) => key));
  }

  /** @throws BrokenRecord where a parked fact cannot be read any more. */
  async parked(reactor?: string, key?: string): Promise<readonly ParkedFact[]> {
    return (this.sql.list.all(reactor ?? null, key ?? null) as ParkedRow[]).map(parkedOf);
  }

  async unpark(reactor: string, factId: string): Promise<void> {
    await this.commits.enqueue(() => this.sql.unpark.run(reactor, factId));
  }

  /** Within a transaction. What is not stored after all is forgotten, and so reached again. */
  private save(): void {
    for (const reactor of this.unsaved) {
      const position = this.checkpoints.get(reactor);
      if (position !== undefined) this.sql.save.run(reactor, position);
    }
    this.unsaved.clear();
  }
}

function parkedOf(row: ParkedRow): ParkedFact {
  const { reactor, key, cause, attempts, parked_at: parkedAt } = row;
  try {
    return { reactor, key, fact: JSON.parse(row.fact) as Recorded, cause, attempts, parkedAt };
  } catch {
    throw new BrokenRecord(key, row.id, `what ${reactor} has parked is not JSON`);
  }
}
