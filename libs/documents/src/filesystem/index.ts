export * from './filesystem.documents';
export * from './inspect-documents';
