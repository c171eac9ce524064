import { crc32 } from 'node:zlib';
import { jsonEvent, type EventData, type JSONEventType, type Position } from '@kurrent/kurrentdb-client';
import type { Actor, Recorded } from '@ekey/kernel';
import { brokenFact } from '../broken-record';
import { BrokenRecord, type Append, type StoredFact } from '../event-store.port';
import { positionOf } from './log-position';

/** A record as the client reads it: what is not JSON comes as text or bytes. */
export interface KurrentRecord {
  readonly streamId: string;
  readonly id: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly isJson: boolean;
  readonly position?: Position | undefined;
}

/** What stands beside the data. The first two under the names by which KurrentDB's own tools know them. */
interface Trace {
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly commandId: string;
  readonly requestDigest: string;
  readonly schemaVersion: number;
  readonly recordedAt: string;
  readonly actor: Actor;
}

/**
 * The nth fact of an append: data and metadata as JSON, so that the server's own tools can show them, with a CRC-32 over
 * both and over where they stand.
 */
export function recordOf(append: Append, index: number): EventData<JSONEventType> {
  const { facts, ids, trace, stream, expectedRevision } = append;
  const [fact, id] = [facts[index], ids[index]];
  if (fact === undefined || id === undefined) throw new RangeError(`fact ${index} of ${stream} needs an id`);
  const metadata: Trace = {
    $correlationId: append.correlationId,
    $causationId: append.causationId,
    commandId: trace.commandId,
    requestDigest: trace.requestDigest,
    schemaVersion: fact.schemaVersion,
    recordedAt: append.recordedAt,
    actor: append.actor,
  };
  const place = { stream, revision: expectedRevision + 1 + index, id, type: fact.type };
  const checksum = checksumOf(place, metadata, fact.data);
  const data = fact.data as Record<string, unknown>;
  return jsonEvent({ id, type: fact.type, data, metadata: { ...metadata, checksum } });
}

/** @throws BrokenRecord where the record is not one that ekey wrote, or not what it wrote there. */
export function factOf(record: KurrentRecord): StoredFact {
  const { streamId: stream, id, type, data } = record;
  const [revision, position] = [Number(record.revision), placeOf(record)];
  const broken = (cause: string): BrokenRecord => new BrokenRecord(stream, position, cause);
  if (!record.isJson || !isObject(data)) throw broken('its data are no JSON object');
  if (!isObject(record.metadata)) throw broken('its metadata are no JSON object');
  const { checksum, ...trace } = record.metadata;
  if (!isTrace(trace)) throw broken('it does not tell which command it comes from');
  if (checksum !== checksumOf({ stream, revision, id, type }, trace, data)) throw broken('its checksum is wrong');
  const { $correlationId: correlationId, $causationId: causationId, schemaVersion, recordedAt, actor } = trace;
  const meta = { id, stream, revision, position, recordedAt, correlationId, causationId, schemaVersion, actor };
  return { type, data, meta, trace: { commandId: trace.commandId, requestDigest: trace.requestDigest } };
}

/** The fact of a record, or a broken one in its place. */
export function factOrBroken(owner: string, record: KurrentRecord): Recorded {
  try {
    return factOf(record);
  } catch (error) {
    const { streamId: stream, revision, position } = record;
    return brokenFact(owner, { stream, revision: Number(revision), position: Number(position?.commit ?? 0) }, error);
  }
}

interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
}

/** JSON read and written once more is the same text, so that the text need not be kept. */
const checksumOf = ({ stream, revision, id, type }: Place, trace: Trace, data: object): number =>
  crc32(JSON.stringify([stream, revision, id, type, trace, data]));

function placeOf({ streamId, position }: KurrentRecord): number {
  try {
    return positionOf(position);
  } catch (error) {
    throw new BrokenRecord(streamId, Number(position?.commit ?? 0), (error as Error).message);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const TEXTS = ['$correlationId', '$causationId', 'commandId', 'requestDigest', 'recordedAt'];

const isTrace = (value: Record<string, unknown>): value is Record<string, unknown> & Trace =>
  TEXTS.every((name) => typeof value[name] === 'string') &&
  Number.isInteger(value.schemaVersion) &&
  isObject(value.actor) &&
  typeof value.actor.id === 'string' &&
  typeof value.actor.kind === 'string';
