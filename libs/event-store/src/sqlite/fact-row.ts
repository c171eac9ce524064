import { crc32 } from 'node:zlib';
import type { Actor } from '@ekey/kernel';
import { BrokenRecord, type Append, type StoredFact } from '../event-store.port';

/** A record of the log. The name is that of the stream; `null` where the file has lost it. */
export type FactRow = readonly [
  position: number,
  name: string | null,
  stream: number,
  revision: number,
  checksum: number,
  fact: string,
];

/** What a record's text holds, in this order: without the names of the members it is a third shorter. */
type Written = readonly [
  type: string,
  schemaVersion: number,
  recordedAt: string,
  id: string,
  commandId: string,
  requestDigest: string,
  correlationId: string,
  /** `null`: the command itself. */
  causationId: string | null,
  actor: readonly [kind: Actor['kind'], id: string, role?: string | null, operator?: string],
  data: object,
];

/** The text of the nth fact of an append. */
export function factText(append: Append, index: number): string {
  const { facts, ids, recordedAt, correlationId, causationId, trace } = append;
  const [fact, id] = [facts[index], ids[index]];
  if (fact === undefined || id === undefined) throw new RangeError(`fact ${index} of ${append.stream} needs an id`);
  const written: Written = [
    fact.type,
    fact.schemaVersion,
    recordedAt,
    id,
    trace.commandId,
    trace.requestDigest,
    correlationId,
    causationId === trace.commandId ? null : causationId,
    actorTuple(append.actor),
    fact.data,
  ];
  return JSON.stringify(written);
}

/** CRC-32 of the text, begun with where it stands: a record that was moved is as wrong as one that was changed. */
export const checksumOf = (stream: number, revision: number, fact: string): number =>
  crc32(fact, (stream ^ Math.imul(revision, 0x9e3779b1)) >>> 0);

/** @throws BrokenRecord where the row is not what was written. */
export function factOf(row: FactRow): StoredFact {
  const [position, name, stream, revision, checksum, fact] = row;
  if (typeof name !== 'string') throw new BrokenRecord(`stream ${stream}`, position, 'its stream has lost its name');
  if (typeof fact !== 'string' || checksumOf(stream, revision, fact) !== checksum)
    throw new BrokenRecord(name, position, 'its checksum is wrong');
  return storedFact(position, name, revision, JSON.parse(fact) as Written);
}

function storedFact(position: number, stream: string, revision: number, written: Written): StoredFact {
  const [type, schemaVersion, recordedAt, id, commandId, requestDigest, correlationId, causationId, actor, data] =
    written;
  return {
    type,
    data,
    meta: {
      id,
      stream,
      revision,
      position,
      recordedAt,
      correlationId,
      causationId: causationId ?? commandId,
      schemaVersion,
      actor: actorOf(actor),
    },
    trace: { commandId, requestDigest },
  };
}

function actorTuple({ kind, id, role, operator }: Actor): Written[8] {
  if (operator !== undefined) return [kind, id, role ?? null, operator];
  return role === undefined ? [kind, id] : [kind, id, role];
}

function actorOf([kind, id, role, operator]: Written[8]): Actor {
  if (operator !== undefined) return role ? { kind, id, role, operator } : { kind, id, operator };
  return role ? { kind, id, role } : { kind, id };
}
