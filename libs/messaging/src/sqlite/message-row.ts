import { crc32 } from 'node:zlib';
import { BROKEN_RECORD, BrokenRecord } from '@ekey/event-store';
import { categoryOf, streamIdOf, type Recorded } from '@ekey/kernel';
import type { Packing } from '@ekey/sqlite';
import { recordedOf, schemaOf, sourceOf } from '../cloud-event';
import type { CloudEvent } from '../messaging.port';

/** A UUID as its 16 bytes, any other text as it is. */
export type PackedId = Uint8Array | string;

/** A row of `messages`, with the names that its numbers stand for. What follows from the type is not stored. */
export interface MessageRow {
  readonly position: number;
  readonly id: PackedId;
  readonly type: string;
  readonly subject: PackedId;
  readonly category: string;
  /** The id of the stream; `null` where it is the subject. */
  readonly stream: PackedId | null;
  readonly sequence: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly correlation: PackedId;
  readonly causation: PackedId;
  readonly data: Uint8Array;
  readonly checksum: number;
}

/** A row as the file tells it: a name may have been lost. */
export type FoundRow = Omit<MessageRow, 'type' | 'category'> & {
  readonly type: string | null;
  readonly category: string | null;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const packed = (id: string): PackedId => (UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id);

function unpacked(id: PackedId): string {
  if (typeof id === 'string') return id;
  const hex = Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function rowOf(message: CloudEvent, packing: Packing): Omit<MessageRow, 'position'> {
  const streamId = streamIdOf(message.stream);
  const row = {
    id: packed(message.id),
    type: message.type,
    subject: packed(message.subject),
    category: categoryOf(message.stream),
    stream: streamId === message.subject ? null : packed(streamId),
    sequence: message.sequence,
    at: Date.parse(message.time),
    correlation: packed(message.correlationid),
    causation: packed(message.causationid),
    data: packing.pack(message.data, message.subject),
  };
  return { ...row, checksum: checksumOf(row) };
}

/** @throws BrokenRecord where the row is not what was written. */
export function messageOf(row: FoundRow, packing: Packing): CloudEvent {
  const stream = streamOf(row);
  if (!isNamed(row)) throw new BrokenRecord(stream, row.position, 'it has lost a name');
  if (checksumOf(row) !== row.checksum) throw new BrokenRecord(stream, row.position, 'its checksum is wrong');
  return {
    specversion: '1.0',
    id: unpacked(row.id),
    source: sourceOf(row.type),
    type: row.type,
    subject: unpacked(row.subject),
    time: new Date(row.at).toISOString(),
    dataschema: schemaOf(row.type),
    datacontenttype: 'application/json',
    data: dataOf(row, stream, packing),
    correlationid: unpacked(row.correlation),
    causationid: unpacked(row.causation),
    stream,
    sequence: row.sequence,
  };
}

function dataOf(row: MessageRow, stream: string, packing: Packing): object {
  try {
    return packing.unpack(row.data, unpacked(row.subject)) as object;
  } catch (error) {
    throw new BrokenRecord(stream, row.position, (error as Error).message);
  }
}

/** As subscriptions deliver it; a broken row as what it is, so that only its case has to stop. */
export function deliveredOf(row: FoundRow, packing: Packing): Recorded {
  try {
    return recordedOf(messageOf(row, packing), row.position);
  } catch (error) {
    const id = unpacked(row.id);
    return {
      type: BROKEN_RECORD,
      data: { cause: (error as Error).message },
      meta: {
        id,
        stream: streamOf(row),
        subject: unpacked(row.subject),
        revision: row.sequence,
        position: row.position,
        recordedAt: new Date(0).toISOString(),
        correlationId: id,
        causationId: id,
        schemaVersion: 1,
        actor: { kind: 'service', id: 'messaging' },
      },
    };
  }
}

const isNamed = (row: FoundRow): row is MessageRow => row.type !== null && row.category !== null;

const streamOf = ({ category, stream, subject }: FoundRow): string =>
  `${category ?? 'unknown'}-${unpacked(stream ?? subject)}`;

/** CRC-32 over everything that the row says. Finds damage, not tampering. */
function checksumOf(row: Omit<MessageRow, 'position' | 'checksum'>): number {
  let sum = crc32(`${row.type}\n${row.category}\n${row.sequence}\n${row.at}`);
  for (const id of [row.data, row.id, row.subject, row.stream ?? '', row.correlation, row.causation])
    sum = crc32(id, sum);
  return sum;
}
