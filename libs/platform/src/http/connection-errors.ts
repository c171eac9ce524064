import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { contentOfStatus } from './known-errors';
import { LANGUAGES, PROBLEM_TYPE, problemDocument } from './problem-document';

const STATUS_OF: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/**
 * Answers what Node could not read as a request: there is neither request nor reply then, only the connection, which is
 * closed behind the answer. Nothing is known of the language wanted, so the title is Chinese; `messages` holds both.
 */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const content = contentOfStatus(STATUS_OF[error.code ?? ''] ?? 400);
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
