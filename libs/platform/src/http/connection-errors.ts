import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { contentOfStatus } from './known-errors';
import { LANGUAGES, PROBLEM_TYPE, problemDocument } from './problem-document';

const STATUS_OF: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Answers what Node could not read as a request. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET') endWith(STATUS_OF[error.code ?? ''] ?? 400, socket);
}

/**
 * Answers what Node reads and yet keeps from the routes: it would close a connection that is to be a tunnel without a word,
 * and leave who expects what it does not know with a bare status.
 */
export function answerUnrouted({ server }: FastifyInstance): void {
  server.on('connect', (_request, socket) => endWith(400, socket));
  server.on('checkExpectation', ({ socket }) => endWith(417, socket));
}

/**
 * There is neither request nor reply, only the connection, which is closed behind the answer. Nothing is known of the
 * language wanted, so the title is Chinese; `messages` holds both.
 */
function endWith(status: number, socket: Duplex): void {
  if (socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const content = contentOfStatus(status);
  if (content === undefined) return void socket.destroy();
  const body = JSON.stringify(problemDocument(content, false, randomUUID()));
  const head = [
    `HTTP/1.1 ${content.status} ${STATUS_CODES[content.status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-language: ${LANGUAGES.chinese}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
