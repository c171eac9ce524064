import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

const context = new AsyncLocalStorage<{ correlationId: string }>();
let root: Logger = pino({ level: 'silent' });

/** JSON lines with the correlation id of what is under way. Never bodies, keys or names of persons. */
export function openLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => context.getStore() ?? {},
  };
  root = destination === undefined ? pino(options) : pino(options, destination);
  return root;
}

export const logger = (): Logger => root;

/** Runs with a correlation id that every line logged meanwhile carries. */
export const withCorrelation = <Result>(correlationId: string, work: () => Result): Result =>
  context.run({ correlationId }, work);

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
