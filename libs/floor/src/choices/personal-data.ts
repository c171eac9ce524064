import type { PersonalData } from '@ekey/personal-data';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import type { Secrets } from '@ekey/platform';
import { credentialsOf } from '../servers/given.secrets';
import type { Foundation } from './foundation';

/** @throws RangeError for an address that cannot be right, SecretMissing, UnreadableStore */
export async function choosePersonalData(
  { config, data, opened }: Foundation,
  secrets: Secrets,
): Promise<PersonalData> {
  const [masterKey, indexKey] = [await secrets.bytes('master-key'), await secrets.bytes('index-key')];
  if (config.KEYS === 'sqlite') {
    const [file, tombstonesFile] = [data.of('keys.db'), data.of('tombstones.db')];
    return opened.add(await openSqlitePersonalData({ file, tombstonesFile, masterKey, indexKey }));
  }
  const { openMongoPersonalData } = await import('@ekey/personal-data/mongo');
  const credentials = credentialsOf(config.SECRETS_DIR, config.KEYS_MONGODB_USER, 'keys-mongodb-password');
  const personalData = opened.add(
    openMongoPersonalData({
      ...{ url: config.KEYS_MONGODB_URL, database: `${config.MONGODB_PREFIX}-keys`, masterKey, indexKey },
      tombstonesDatabase: `${config.MONGODB_PREFIX}-tombstones`,
      ...(credentials === undefined ? {} : { credentials }),
    }),
  );
  opened.watch('MongoDB (keys)', () => personalData.ping());
  return personalData;
}
