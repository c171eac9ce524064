import { inspectDatabase, Packing, type Inspection } from '@ekey/sqlite';
import { messageOf, type FoundRow } from './message-row';
import { ALL_MESSAGES_AFTER, MESSAGES } from './messages-schema';

const AT_ONCE = 1_000;
type FoundMessage = FoundRow & { readonly topic: string | null };

/**
 * Looks at every message of every topic: its checksum, its names, and that none is missing. Reads beside the process that
 * writes.
 */
export const inspectMessages = (file: string): Inspection =>
  inspectDatabase(file, MESSAGES, (database, findings) => {
    const after = database.prepare(ALL_MESSAGES_AFTER);
    const packing = Packing.reading(database);
    for (let position = 0; ;) {
      const rows = after.all(position, AT_ONCE) as unknown as FoundMessage[];
      for (const row of rows) {
        if (row.position !== position + 1) findings.fault(`${file}: no message ${position + 1} before ${row.position}`);
        position = row.position;
        findings.seen();
        const fault = faultOf(row, packing);
        if (fault !== undefined) findings.fault(`${file}: ${fault}`);
      }
      if (rows.length === 0) return;
    }
  });

function faultOf(row: FoundMessage, packing: Packing): string | undefined {
  if ([row.topic, row.type, row.category].includes(null)) return `message ${row.position} has lost a name`;
  try {
    messageOf(row, packing);
    return undefined;
  } catch (error) {
    return `${row.topic}: ${(error as Error).message}`;
  }
}
