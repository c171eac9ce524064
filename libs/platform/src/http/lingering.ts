import type { IncomingMessage } from 'node:http';

/** Nobody needs longer to read a refusal, whatever he is still sending. */
const LINGER_MS = 2_000;

/**
 * For who was answered before he had sent all: a connection that is closed with something unread is reset, and the answer may
 * be lost with it. What still comes is read and let go of; who has not ended by then is cut off.
 */
export function linger(request: IncomingMessage): void {
  // Told of nothing more, it would cut off what comes next over the same connection.
  if (request.complete) return;
  const { socket } = request;
  const late = setTimeout(() => socket.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(late));
}
