import { publishedFacts, type PublishedType } from '@ekey/contracts';
import { derivedId } from '@ekey/event-store';
import type { Publication, Recorded } from '@ekey/kernel';
import { schemaOf, sourceOf, type CloudEvent } from '@ekey/messaging';

/** A publication that its own schema refuses: a fault of the publisher, never sent. */
export class PublicationInvalid extends Error {
  constructor(type: string, detail: string) {
    super(`${type} does not fit its schema: ${detail}`);
    this.name = 'PublicationInvalid';
  }
}

/**
 * A published fact as a CloudEvent (1.0, structured). Its id is derived from the stored fact's, so publishing again is
 * recognised.
 * @throws PublicationInvalid where the data do not fit the schema of the type.
 */
export function cloudEventOf(fact: Recorded, { type, subject, data }: Publication): CloudEvent {
  const schema = publishedFacts[type as PublishedType];
  if (schema === undefined) throw new PublicationInvalid(type, 'no such type');
  const checked = schema.safeParse(data);
  if (!checked.success)
    throw new PublicationInvalid(type, checked.error.issues.map((issue) => issue.path.join('.')).join(', '));
  return {
    specversion: '1.0',
    id: derivedId('published', fact.meta.id, type, subject),
    source: sourceOf(type),
    type,
    subject,
    time: fact.meta.recordedAt,
    dataschema: schemaOf(type),
    datacontenttype: 'application/json',
    data: checked.data,
    correlationid: fact.meta.correlationId,
    causationid: fact.meta.causationId,
    stream: fact.meta.stream,
    sequence: fact.meta.revision,
  };
}
