import { inspectDatabase, type Inspection } from '@ekey/sqlite';
import { KEYS } from './key-ring';
import { unwrapped } from '../wrapped-keys';
import { TOMBSTONES } from './tombstones';

const AT_ONCE = 1_000;
interface KeyRow {
  readonly owner: string;
  readonly wrapped: Uint8Array;
}

/** Looks whether every key unwraps under the master key. Reads beside the process that writes. */
export const inspectKeys = (file: string, masterKey: Buffer): Inspection =>
  inspectDatabase(file, KEYS, (database, findings) => {
    const after = database.prepare('SELECT owner, wrapped FROM keys WHERE owner > ? ORDER BY owner LIMIT ?');
    for (let last = ''; ;) {
      const rows = after.all(last, AT_ONCE) as unknown as KeyRow[];
      for (const { owner, wrapped } of rows) {
        findings.seen();
        if (unwrapped(masterKey, owner, wrapped) === undefined)
          findings.fault(`${file}: the key of ${owner} does not unwrap`);
        last = owner;
      }
      if (rows.length === 0) return;
    }
  });

/** Looks whether the tombstones can be read. */
export const inspectTombstones = (file: string): Inspection =>
  inspectDatabase(file, TOMBSTONES, (database, findings) => {
    const { count } = database.prepare('SELECT count(*) AS count FROM tombstones').get() as { count: number };
    findings.records = count;
  });
