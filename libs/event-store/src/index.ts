export * from './command-runner';
export * from './derived-id';
export * from './event-store.port';
export * from './reactor-store.port';
export * from './sealing';
export * from './subscription-runner';
export { UnreadableStore } from '@ekey/sqlite';
