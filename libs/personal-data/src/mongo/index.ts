export type { MongoCredentials, MongoDeadlines, MongoOptions } from '@ekey/mongo';
export * from './mongo.personal-data';
