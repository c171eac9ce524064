import type { KafkaMessage, Message } from 'kafkajs';
import { BROKEN_RECORD, derivedId } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { MessageInvalid, recordedOf, refuseInvalid } from '../cloud-event';
import type { CloudEvent } from '../messaging.port';
import { positionOf, type Place } from './position';

/** CloudEvents' binding for Kafka, structured mode: the value is the whole event, the key keeps its case together. */
const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

const TEXTS = [
  ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'dataschema', 'datacontenttype'],
  ...['correlationid', 'causationid', 'stream'],
] as const;

export type ArrivedRecord = Pick<KafkaMessage, 'key' | 'value' | 'headers'> & Place;
/** How the records of a topic are told to those who react to them. */
export type Delivered = (topic: string, record: ArrivedRecord) => Recorded;

export const recordOf = (message: CloudEvent): Message & { readonly key: string; readonly value: string } => ({
  key: message.subject,
  value: JSON.stringify(message),
  headers: HEADERS,
});

/** @throws MessageInvalid where it is none that a publisher of ours has written. What else it carries is ignored. */
export function messageOf({ key, value }: ArrivedRecord): CloudEvent {
  const message = ourMessage(value);
  refuseInvalid(message);
  // Under another key it stands where another case is kept in order.
  if (key?.toString() !== message.subject) throw new MessageInvalid(message.type, 'key');
  return message;
}

/**
 * As subscriptions deliver it. What is not ours comes as what it is, under the case that its key names: if that cannot be
 * known, it is a case of its own and keeps nobody waiting.
 */
export function deliveredOf(topic: string, record: ArrivedRecord): Recorded {
  try {
    return recordedOf(messageOf(record), positionOf(record));
  } catch (error) {
    return brokenOf(topic, record, (error as Error).message);
  }
}

/** The stream that a record which cannot be read stands for. */
export const streamOfBroken = (topic: string, { partition, offset }: Place): string =>
  `messaging.Record-${topic}/${partition}/${offset}`;

function ourMessage(value: Buffer | null): CloudEvent {
  const given = parsed(value);
  if (typeof given !== 'object' || given === null) throw new MessageInvalid('of no type', 'value');
  const attributes = given as Record<string, unknown>;
  const type = typeof attributes.type === 'string' ? attributes.type : 'of no type';
  const missing = TEXTS.find((name) => typeof attributes[name] !== 'string');
  if (missing !== undefined) throw new MessageInvalid(type, missing);
  const { data, sequence } = attributes;
  if (typeof data !== 'object' || data === null) throw new MessageInvalid(type, 'data');
  const texts = Object.fromEntries(TEXTS.map((name) => [name, attributes[name]]));
  return { ...texts, data, sequence } as unknown as CloudEvent;
}

function parsed(value: Buffer | null): unknown {
  try {
    return value === null ? null : JSON.parse(value.toString());
  } catch {
    // What a parser says of it may quote it; that it is no JSON is enough.
    return null;
  }
}

/** In place of a record that cannot be read, under the case that its key names. */
export function brokenOf(topic: string, record: ArrivedRecord, cause: string): Recorded {
  const { key, partition, offset } = record;
  const id = derivedId('broken record', topic, partition, offset);
  return {
    type: BROKEN_RECORD,
    data: { cause },
    meta: {
      ...{ id, stream: streamOfBroken(topic, record), revision: 0, position: positionOf(record) },
      ...(key === null || key.length === 0 ? {} : { subject: key.toString() }),
      ...{ recordedAt: new Date(0).toISOString(), correlationId: id, causationId: id, schemaVersion: 1 },
      actor: { kind: 'service', id: 'messaging' },
    },
  };
}
