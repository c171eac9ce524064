import { crc32 } from 'node:zlib';
import { streamIdOf, type Actor } from '@ekey/kernel';
import { readBack, type Packing } from '@ekey/sqlite';
import { BrokenRecord, type Append, type StoredFact } from '../event-store.port';

/** A record of the log. The name is that of the stream; `null` where the file has lost it. */
export type FactRow = readonly [
  position: number,
  name: string | null,
  stream: number,
  revision: number,
  checksum: number,
  fact: Uint8Array,
];

/** What a record holds, packed in this order. */
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

/** The facts of an append as they are stored. The id of the stream, which most of them name, is not told again. */
export function packedFacts(append: Append, packing: Packing): readonly Uint8Array[] {
  const known = streamIdOf(append.stream);
  return append.facts.map((_fact, index) => packing.pack(writtenOf(append, index), known));
}

function writtenOf(append: Append, index: number): Written {
  const { facts, ids, recordedAt, correlationId, causationId, trace } = append;
  const [fact, id] = [facts[index], ids[index]];
  if (fact === undefined || id === undefined) throw new RangeError(`fact ${index} of ${append.stream} needs an id`);
  return [
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
}

/**
 * CRC-32 of the bytes, begun with where they stand: a record that was moved, or whose stream was given another name, is as
 * wrong as one that was changed.
 */
export const checksumOf = (name: string, stream: number, revision: number, fact: Uint8Array): number =>
  crc32(fact, (stream ^ Math.imul(revision, SPREAD) ^ numberOf(readBack(name))) >>> 0);

const SPREAD = 0x9e3779b1;

/** FNV-1a over the characters: a call of the runtime costs more than so few of them. */
function numberOf(name: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193);
  return sum;
}

/** @throws BrokenRecord where the row is not what was written. */
export function factOf(row: FactRow, packing: Pick<Packing, 'unpack'>): StoredFact {
  const position = row[0];
  const name = row[1];
  const stream = row[2];
  if (typeof name !== 'string') throw new BrokenRecord(`stream ${stream}`, position, 'its stream has lost its name');
  if (!ArrayBuffer.isView(row[5]) || checksumOf(name, stream, row[3], row[5]) !== row[4])
    throw new BrokenRecord(name, position, 'its checksum is wrong');
  return storedFact(row, name, unpacked(row[5], name, position, packing));
}

function unpacked(fact: Uint8Array, stream: string, position: number, packing: Pick<Packing, 'unpack'>): Written {
  try {
    return packing.unpack(fact, streamIdOf(stream)) as Written;
  } catch (error) {
    throw new BrokenRecord(stream, position, (error as Error).message);
  }
}

// By index, here and above: taking a tuple apart by its iterator costs as much again as parsing it.
function storedFact(row: FactRow, stream: string, written: Written): StoredFact {
  const commandId = written[4];
  return {
    type: written[0],
    data: written[9],
    meta: {
      id: written[3],
      stream,
      revision: row[3],
      position: row[0],
      recordedAt: written[2],
      correlationId: written[6],
      causationId: written[7] ?? commandId,
      schemaVersion: written[1],
      actor: actorOf(written[8]),
    },
    trace: { commandId, requestDigest: written[5] },
  };
}

function actorTuple({ kind, id, role, operator }: Actor): Written[8] {
  if (operator !== undefined) return [kind, id, role ?? null, operator];
  return role === undefined ? [kind, id] : [kind, id, role];
}

function actorOf(tuple: Written[8]): Actor {
  const kind = tuple[0];
  const id = tuple[1];
  const role = tuple[2];
  const operator = tuple[3];
  if (operator !== undefined) return role ? { kind, id, role, operator } : { kind, id, operator };
  return role ? { kind, id, role } : { kind, id };
}
