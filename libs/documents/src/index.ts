export * from './documents.port';
