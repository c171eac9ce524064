import { inspectDatabase, Packing, type Database, type Findings, type Inspection } from '@ekey/sqlite';
import type { StoredFact } from '../event-store.port';
import { factOf, type FactRow } from './fact-row';
import { LOG, prepareStatements } from './log-schema';

const AT_ONCE = 1_000;
const GAPS = `
  SELECT s.name, count(f.revision) AS facts, min(f.revision) AS first, max(f.revision) AS last
  FROM streams s LEFT JOIN facts f ON f.stream = s.number GROUP BY s.number
  HAVING facts = 0 OR first <> 0 OR last <> facts - 1`;

/**
 * Looks at every record of a log: its checksum, that none is missing, and that each stream has its revisions from 0 on
 * without a gap. Reads beside the process that writes.
 * @param onFact is given every fact that is what was written.
 */
export function inspectLog(file: string, onFact: (fact: StoredFact) => void = () => undefined): Inspection {
  return inspectDatabase(file, LOG, (database, findings) => {
    inspectRecords(database, file, findings, onFact);
    const gaps = database.prepare(GAPS).all() as { name: string; facts: number; last: number | null }[];
    for (const { name, facts, last } of gaps)
      findings.fault(`${file}: ${name} holds ${facts} facts up to revision ${last ?? 'none'}: some are missing`);
  });
}

function inspectRecords(
  database: Database,
  file: string,
  findings: Findings,
  onFact: (fact: StoredFact) => void,
): void {
  const { after } = prepareStatements(database);
  const packing = Packing.reading(database);
  for (let position = 0; ;) {
    const rows = after.all(position, AT_ONCE) as FactRow[];
    for (const row of rows) {
      if (row[0] !== position + 1) findings.fault(`${file}: ${missing(position + 1, row[0] - 1)}`);
      position = row[0];
      findings.seen();
      const fact = readable(row, packing, file, findings);
      if (fact !== undefined) onFact(fact);
    }
    if (rows.length === 0) return;
  }
}

function readable(row: FactRow, packing: Packing, file: string, findings: Findings): StoredFact | undefined {
  try {
    return factOf(row, packing);
  } catch (error) {
    findings.fault(`${file}: ${(error as Error).message}`);
    return undefined;
  }
}

const missing = (first: number, last: number): string =>
  first === last ? `record ${first} is missing` : `records ${first} to ${last} are missing`;
