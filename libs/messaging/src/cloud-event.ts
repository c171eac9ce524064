import type { Fact, Recorded } from '@ekey/kernel';
import type { CloudEvent } from './messaging.port';

/** The producer of a published type: the text before its first dot. */
export const sourceOf = (type: string): string => `/ekey/${type.slice(0, type.indexOf('.'))}`;

/** Where the JSON Schema of a published type stands. */
export const schemaOf = (type: string): string => `urn:ekey:schema:${type}`;

/** A message as views, policies and effects are given it: by the stream and revision of the fact behind it. */
export const recordedOf = (message: CloudEvent, position: number): Recorded<Fact> => ({
  type: message.type,
  data: message.data,
  meta: {
    id: message.id,
    stream: message.stream,
    subject: message.subject,
    revision: message.sequence,
    position,
    recordedAt: message.time,
    correlationId: message.correlationid,
    causationId: message.causationid,
    schemaVersion: 1,
    actor: { kind: 'service', id: message.source },
  },
});

/** A message that could not be told again as it was given: what every adapter derives must agree with what it holds. */
export class MessageInvalid extends Error {
  constructor(type: string, detail: string) {
    super(`a message ${type} is not ours: ${detail}`);
    this.name = 'MessageInvalid';
  }
}

/** @throws MessageInvalid naming the attribute. */
export function refuseInvalid(message: CloudEvent): void {
  const { type, subject, stream, sequence, time } = message;
  const wrong = Object.entries({
    type: /^[a-z]+\.[A-Za-z]+\.v[0-9]+$/.test(type),
    specversion: message.specversion === '1.0',
    datacontenttype: message.datacontenttype === 'application/json',
    source: message.source === sourceOf(type),
    dataschema: message.dataschema === schemaOf(type),
    id: message.id !== '',
    subject: subject !== '',
    stream: /^[a-z]+\.[A-Z][A-Za-z]*-./s.test(stream),
    sequence: Number.isSafeInteger(sequence) && sequence >= 0,
    time: !Number.isNaN(Date.parse(time)) && new Date(time).toISOString() === time,
  }).find(([, right]) => !right);
  if (wrong !== undefined) throw new MessageInvalid(type, wrong[0]);
}
