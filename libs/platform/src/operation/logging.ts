import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

let root: Logger = pino({ level: 'silent' });

/**
 * JSON lines, each with the correlation id of what it is about, given by who writes it: on Node 20 an AsyncLocalStorage,
 * which would know it by itself, has every promise of the process cost more, a sixth of each request. Never bodies, keys
 * or names of persons. Lines of one turn are written together, so that a request does not wait for its log.
 */
export function openLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  root = pino(options, destination ?? standardOutput());
  return root;
}

/** As bytes: of lines that it gathers as text, the destination measures all that it has at every further one. */
function standardOutput(): { write(line: string): void } {
  const bytes = pino.destination({ sync: false, contentMode: 'buffer' });
  return { write: (line) => void bytes.write(Buffer.from(line) as never) };
}

export const logger = (): Logger => root;

let [lastMs, lastStamp] = [0, ''];
/** The same text for all lines of a millisecond. */
function timestamp(): string {
  const now = Date.now();
  if (now !== lastMs) [lastMs, lastStamp] = [now, `,"at":"${new Date(now).toISOString()}"`];
  return lastStamp;
}

/** Nest's own lines, in the same log. */
export class NestLog implements LoggerService {
  log(message: unknown, scope?: string): void {
    root.debug({ scope }, String(message));
  }
  warn(message: unknown, scope?: string): void {
    root.warn({ scope }, String(message));
  }
  error(message: unknown, trace?: string, scope?: string): void {
    root.error({ scope, trace }, String(message));
  }
}
