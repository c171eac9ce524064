import { crc32 } from 'node:zlib';
import type { Actor } from '@ekey/kernel';
import { BrokenRecord, type StoredFact } from '../event-store.port';

/** A row of `facts`, with the names that its numbers stand for. */
export interface FactRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  readonly id: Uint8Array;
  readonly command: Uint8Array;
  readonly digest: Uint8Array;
  readonly correlation: Uint8Array;
  readonly causation: Uint8Array | null;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** `[kind, id, role, operator]` as JSON. */
  readonly actor: string;
  readonly data: string;
  readonly checksum: number;
}

/** A UUID as 16 bytes: less than half of its text. */
export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** CRC-32 over everything that the row says. Finds damage, not tampering. */
export function checksumOf(row: Omit<FactRow, 'position' | 'checksum'>): number {
  let sum = crc32(`${row.stream}\n${row.revision}\n${row.type}\n${row.version}\n${row.at}\n${row.actor}\n${row.data}`);
  for (const bytes of [row.id, row.command, row.digest, row.correlation, row.causation])
    if (bytes) sum = crc32(bytes, sum);
  return sum;
}

export const actorText = ({ kind, id, role, operator }: Actor): string =>
  JSON.stringify(
    operator !== undefined ? [kind, id, role ?? null, operator] : role !== undefined ? [kind, id, role] : [kind, id],
  );

/** @throws BrokenRecord where the row is not what was written. */
export function factOf(row: FactRow): StoredFact {
  if (checksumOf(row) !== row.checksum) throw new BrokenRecord(row.stream, row.position, 'its checksum is wrong');
  const commandId = uuidText(row.command);
  return {
    type: row.type,
    data: JSON.parse(row.data) as object,
    meta: {
      id: uuidText(row.id),
      stream: row.stream,
      revision: row.revision,
      position: row.position,
      recordedAt: new Date(row.at).toISOString(),
      correlationId: uuidText(row.correlation),
      causationId: row.causation === null ? commandId : uuidText(row.causation),
      schemaVersion: row.version,
      actor: actorOf(row.actor),
    },
    trace: { commandId, requestDigest: Buffer.from(row.digest).toString('hex') },
  };
}

function actorOf(text: string): Actor {
  const [kind, id, role, operator] = JSON.parse(text) as [
    Actor['kind'],
    string,
    string | null | undefined,
    string | undefined,
  ];
  return { kind, id, ...(role ? { role } : {}), ...(operator ? { operator } : {}) };
}
