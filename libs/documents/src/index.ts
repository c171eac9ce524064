export * from './documents-unavailable';
export * from './documents.port';
