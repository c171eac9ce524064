import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../operation/describe-error';
import { logger } from '../operation/logging';
import { linger } from './lingering';
import { contentOf } from './known-errors';
import type { Meant, ProblemContent } from './problem';
import { LANGUAGES, prefersEnglish, PROBLEM_TYPE, problemDocument } from './problem-document';

/** The one place where an error becomes an answer (RFC 9457). What is not known as a refusal leaves no detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const content = contentOf(error);
  const english = prefersEnglish(request.headers['accept-language']);
  request.meant = content.meant ?? null;
  if (content.status >= 500) logFailure(request, content, error);
  if (reply.sent) return;
  if (content.retryAfterSeconds !== undefined) void reply.header('retry-after', String(content.retryAfterSeconds));
  if (content.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (content.status === 413) lingerOver(request, reply);
  for (const [name, value] of Object.entries(content.headers ?? {})) void reply.header(name, value);
  void reply
    .status(content.status)
    .header('content-type', PROBLEM_TYPE)
    .header('content-language', english ? LANGUAGES.english : LANGUAGES.chinese)
    .header('cache-control', 'no-store')
    .removeHeader('etag')
    .send(JSON.stringify(problemDocument(content, english, request.id)));
}

/** Fastify would close the connection upon the answer. */
function lingerOver({ raw }: FastifyRequest, reply: FastifyReply): void {
  void reply.removeHeader('connection');
  linger(raw);
}

const MEANT: Readonly<Record<Meant, string>> = {
  busy: 'too much at once',
  stopping: 'asked while stopping',
  // Readers name the revision that they wait for, and may name one that is far off. A view that lags shows by its reactor.
  behind: 'a reader waited in vain',
};

function logFailure(
  { id: instance, correlationId }: FastifyRequest,
  { code, meant }: ProblemContent,
  error: unknown,
): void {
  const told = { instance, correlationId, code, error: describeError(error) };
  if (meant === undefined) logger().error(told, 'request failed');
  else logger().warn(told, MEANT[meant]);
}
