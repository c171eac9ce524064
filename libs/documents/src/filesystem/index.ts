export * from './filesystem.documents';
