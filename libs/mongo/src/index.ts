export * from './mongo-connection';
export * from './mongo-faults';
export type { MongoCredentials, MongoDeadlines, MongoOptions } from './mongo-settings';
