/// <reference types="@fastify/cookie" preserve="true" />
import { randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { derivedId, type CommandEnvelope } from '@ekey/event-store';
import type { FastifyRequest } from 'fastify';
import { actorOf, ANONYMOUS, type Caller as CallerType } from '../security/caller';
import { problem, staleRevision, type Meant, type Problem } from './problem';
import { isSafe } from './safe-methods';

declare module 'fastify' {
  interface FastifyRequest {
    caller: CallerType;
    /** ISO 8601: when the request came in. */
    receivedAt: string;
    correlationId: string;
    /** Why it is not served, where that is meant. */
    meant: Meant | null;
  }
}

/** What a controller needs to turn a request into commands that are known again when the request is repeated. */
export class HttpIntent {
  private readonly key: string;

  constructor(
    readonly caller: CallerType,
    readonly now: string,
    /** For lines in the log. */
    readonly correlationId: string,
    private readonly method: string,
    private readonly path: string,
    idempotencyKey: string | undefined,
    /** The revision that the caller has seen (`If-Match`). */
    readonly ifMatch: number | undefined,
  ) {
    // Without a key no two requests are the same one.
    this.key = idempotencyKey ?? randomUUID();
  }

  /** UUIDv5 of (account or `anonymous`, method, concrete path, step, `Idempotency-Key`). */
  commandId(step = '1'): string {
    return this.derived('http', step);
  }

  /** The id of something that the request creates: the same for a repeat. */
  newId(name: string): string {
    return this.derived('http-new', name);
  }

  /** @param given.sent what the caller sent; `expectedRevision` is that of `If-Match` unless given (`null`: none). */
  envelope(given: { step?: string; sent: unknown; expectedRevision?: number | null }): CommandEnvelope {
    const expected = given.expectedRevision === undefined ? this.ifMatch : (given.expectedRevision ?? undefined);
    return {
      commandId: this.commandId(given.step),
      actor: actorOf(this.caller),
      correlationId: this.correlationId,
      recordedAt: this.now,
      sent: given.sent,
      ...(expected === undefined ? {} : { expectedRevision: expected }),
    };
  }

  /**
   * Before something scarce is claimed for a command: what `If-Match` will stop must leave no claim behind.
   * @throws staleRevision where the caller has not seen this one
   */
  refuseStale(revision: number): void {
    if (this.ifMatch !== undefined && this.ifMatch !== revision) throw staleRevision(revision);
  }

  private derived(what: string, name: string): string {
    const who = this.caller.kind === 'anonymous' ? ANONYMOUS.id : this.caller.id;
    return derivedId(what, who, this.method, this.path, name, this.key);
  }
}

const KEY = /^[\x21-\x7e]{16,200}$/;
const ETAG = /^"(\d{1,15})"$/;

/** The intent behind a request. The headers of a write say nothing in a reading, where nobody would expect them refused. */
export const Intent = createParamDecorator((_data: unknown, context: ExecutionContext): HttpIntent => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const path = request.url.split('?')[0] as string;
  const isRead = isSafe(request.method);
  return new HttpIntent(
    request.caller,
    request.receivedAt,
    request.correlationId,
    request.method,
    path,
    isRead ? undefined : idempotencyKeyOf(request),
    isRead ? undefined : ifMatchOf(request),
  );
});

/** Who calls. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): CallerType => context.switchToHttp().getRequest<FastifyRequest>().caller,
);
export type Caller = CallerType;

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && KEY.test(given)) return given;
  throw invalidIdempotencyKey();
}

function ifMatchOf(request: FastifyRequest): number | undefined {
  const given = request.headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const match = ETAG.exec(given);
  if (match !== null) return Number(match[1]);
  throw invalidIfMatch();
}

export const invalidIdempotencyKey = (): Problem =>
  problem({
    status: 400,
    code: 'InvalidIdempotencyKey',
    zh: 'Idempotency-Key 须为 16–200 个可见 ASCII 字符，请换一个随机值（如 UUID）。',
    en: 'Idempotency-Key has 16–200 visible ASCII characters. Take a random one, such as a UUID.',
  });

export const invalidIfMatch = (): Problem =>
  problem({
    status: 400,
    code: 'InvalidIfMatch',
    zh: 'If-Match 须为读取时返回的 ETag，例如 "3"。',
    en: 'If-Match carries the ETag of your reading, such as "3".',
  });
