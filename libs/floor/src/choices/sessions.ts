import { Unavailable } from '@ekey/kernel';
import type { Floor, Secrets } from '@ekey/platform';
import { FileTokenRings } from '../files/file.token-rings';
import { SqliteAccessLog } from '../files/sqlite.access-log';
import { SqliteSessionStore } from '../files/sqlite.session-store';
import { RotatingTokenKeys } from '../rotating.token-keys';
import { credentialsOf } from '../servers/given.secrets';
import type { Foundation } from './foundation';

/** Who is known to the services, and who looked at what. */
export type SessionsChoice = Pick<Floor, 'sessions' | 'accessLog' | 'tokenKeys'>;

/** @throws RangeError for an address that cannot be right, SecretMissing */
export async function chooseSessions(foundation: Foundation, secrets: Secrets): Promise<SessionsChoice> {
  const { config, clock, data, opened } = foundation;
  if (config.SESSIONS === 'mongo') return onMongo(foundation, secrets);
  return {
    sessions: opened.add(new SqliteSessionStore(data.of('sessions.db'), clock)),
    accessLog: opened.add(new SqliteAccessLog(data.of('access.db'), clock)),
    tokenKeys: new RotatingTokenKeys(
      new FileTokenRings((issuer) => data.of('secrets', `${issuer}-tokens.json`)),
      clock,
    ),
  };
}

async function onMongo({ config, clock, opened }: Foundation, secrets: Secrets): Promise<SessionsChoice> {
  const { MongoAccessLog, MongoConnection, MongoSessionStore, MongoTokenRings } = await import('#mongo');
  const credentials = credentialsOf(config.SECRETS_DIR, config.MONGODB_USER, 'mongodb-password');
  const wrappingKey = await secrets.bytes('token-wrapping-key');
  const connection = opened.add(
    new MongoConnection(
      {
        ...{ url: config.MONGODB_URL, database: `${config.MONGODB_PREFIX}-sessions` },
        ...(credentials === undefined ? {} : { credentials }),
      },
      (server, cause) => new Unavailable(`the sessions at ${server}: ${cause}`),
    ),
  );
  opened.watch('MongoDB (sessions)', () => connection.ping());
  return {
    sessions: new MongoSessionStore(connection, clock),
    accessLog: new MongoAccessLog(connection, clock),
    tokenKeys: new RotatingTokenKeys(new MongoTokenRings(connection, wrappingKey), clock),
  };
}
