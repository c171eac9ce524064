import type { FastifyReply, FastifyRequest } from 'fastify';

/** Of an answer that changes now and then: by what whoever has it knows whether it still is the one (RFC 9110 §8.8). */
export interface Edition {
  /** Another one for every change. */
  readonly revision: number;
  readonly changedAt: string;
}

/**
 * Names the edition in the headers. Where the caller says that he has it, the answer is 304 and needs no body.
 * @returns whether he has it
 */
export function namesKnownEdition(request: FastifyRequest, reply: FastifyReply, edition: Edition): boolean {
  const etag = `"${edition.revision}"`;
  const date = dateOf(edition, request.receivedAt);
  void reply.headers({ etag, ...(date === undefined ? {} : { 'last-modified': date }) });
  const { 'if-none-match': tags, 'if-modified-since': since } = request.headers;
  // RFC 9110 §13.2.2: whoever names editions is not asked for a date.
  const isKnown = tags === undefined ? since !== undefined && since === date : names(tags, etag);
  if (isKnown) void reply.status(304);
  return isKnown;
}

/** A date has whole seconds: told once its second is over, it is that of no other edition that comes in the same one. */
function dateOf({ changedAt }: Edition, now: string): string | undefined {
  const date = new Date(changedAt);
  return Math.floor(date.getTime() / 1000) < Math.floor(Date.parse(now) / 1000) ? date.toUTCString() : undefined;
}

/** Whether the bytes are the same is what a weak tag asks too. */
const names = (tags: string, etag: string): boolean =>
  tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
