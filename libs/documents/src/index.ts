export { isDocumentId } from './document-name';
export * from './documents-unavailable';
export * from './documents.port';
