export * from './command-runner';
export * from './derived-id';
export * from './event-store.port';
export * from './reactor-store.port';
export type { Loaded, TraceOfCommand } from './remembered-stream';
export * from './sealing';
export * from './subscription-runner';
export * from './upcasting-feed';
export { UnreadableStore } from '@ekey/sqlite';
