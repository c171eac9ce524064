export * from './inspect-log';
export * from './log-feed';
export * from './sqlite.event-store';
export * from './sqlite.reactor-store';
export * from '@ekey/sqlite';
