export * from './minio.documents';
export type { MinioDeadlines, MinioDocumentsOptions } from './minio-settings';
