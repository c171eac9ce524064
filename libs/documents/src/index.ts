export * from './damage-noting.documents';
export * from './documents-unavailable';
export * from './documents.port';
export { isDocumentId } from './document-name';
