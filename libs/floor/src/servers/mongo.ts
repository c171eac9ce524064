/** What brings mongoose along: loaded only where it is chosen. */
export { MongoConnection } from '@ekey/mongo';
export { MongoAccessLog } from './mongo.access-log';
export { MongoSessionStore } from './mongo.session-store';
export { MongoTokenRings } from './mongo.token-rings';
