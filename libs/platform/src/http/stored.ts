import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** What a write answers: the revision its stream is at, and a body where there is something to say. */
export class Stored<Body> {
  constructor(
    readonly revision: number,
    readonly body?: Body,
  ) {}
}

export const stored = <Body>(outcome: { readonly revision: number }, body?: Body): Stored<Body> =>
  new Stored(outcome.revision, body);

/** Sets the strong `ETag` of an answer; 204 where there is no body. */
@Injectable()
export class StoredInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Stored)) return answer;
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        if (answer.revision >= 0) void reply.header('etag', `"${answer.revision}"`);
        if (answer.body === undefined) void reply.status(204);
        return answer.body;
      }),
    );
  }
}
