import { closeDatabase, openDatabase, type Database, type DatabaseKind } from './open-database';

/** What a look at every record of a store has found. */
export interface Inspection {
  /** The file, or the folder where a store is one. */
  readonly store: string;
  readonly records: number;
  /** In words, each naming the record; none where all is well. */
  readonly faults: readonly string[];
}

const MOST_TOLD = 100;

/**
 * Opens a store's file beside the process that writes it, has SQLite look at every page, and `look` at every record. What
 * cannot even be opened is a fault like any other.
 * @param look tells each record that it has read by `seen`, and what is wrong with it by `fault`.
 */
export function inspectDatabase(
  file: string,
  kind: DatabaseKind,
  look: (database: Database, tell: Findings) => void,
): Inspection {
  const findings = new Findings();
  try {
    const database = openDatabase(file, kind, { readOnly: true });
    try {
      for (const line of pagesOf(database)) findings.fault(`${file}: ${line}`);
      look(database, findings);
    } finally {
      closeDatabase(database);
    }
  } catch (error) {
    const { message } = error as Error;
    findings.fault(message.startsWith(file) ? message : `${file}: ${message}`);
  }
  return { store: file, records: findings.records, faults: findings.told() };
}

/** Counts what was read and keeps what is wrong with it, so far as a person can read it. */
export class Findings {
  records = 0;
  private readonly faults: string[] = [];
  private count = 0;

  seen(): void {
    this.records += 1;
  }

  fault(line: string): void {
    this.count += 1;
    if (this.count <= MOST_TOLD) this.faults.push(line);
  }

  told(): readonly string[] {
    return this.count > MOST_TOLD ? [...this.faults, `… and ${this.count - MOST_TOLD} more`] : this.faults;
  }
}

/** `PRAGMA integrity_check`: order, sizes, free pages, every index against its table. */
function pagesOf(database: Database): readonly string[] {
  const rows = database.prepare(`PRAGMA integrity_check(${MOST_TOLD})`).all() as { integrity_check: string }[];
  return rows.map(({ integrity_check: line }) => line).filter((line) => line !== 'ok');
}
