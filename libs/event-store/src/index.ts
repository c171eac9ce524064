export * from './command-runner';
export * from './derived-id';
export * from './event-store.port';
export * from './least-recently-used';
export * from './reactor-store.port';
export * from './sealing';
export * from './subscription-runner';
export * from './turns';
export { UnreadableStore } from '@ekey/sqlite';
