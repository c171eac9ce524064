/** @engines mongodb */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ShiftedClock } from '@ekey/kernel/testing';
import { dropDatabase, mongoServers } from '@ekey/mongo/testing';
import { readConfig } from '@ekey/platform';
import { look } from '../contract/access-log.contract';
import { DataFolder } from '../files/data-folder';
import { Opened } from '../opened';
import { GivenSecrets, SecretMissing } from '../servers/given.secrets';
import { chooseSessions } from './sessions';

const LATER = '2126-03-02T01:00:00.000Z';

describe.each(mongoServers(process.env))('sessions on $name', (server) => {
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  let folder: string;
  let secretsFolder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ekey-sessions-'));
    secretsFolder = path.join(folder, 'secrets');
    mkdirSync(secretsFolder);
    writeFileSync(path.join(secretsFolder, 'token-wrapping-key.key'), randomBytes(32));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await dropDatabase(server, `${prefix}-sessions`);
  });

  /** As a process starts that has a data folder of its own. */
  const start = async (name: string, url = server.url) => {
    const settings = { SESSIONS: 'mongo', MONGODB_URL: url, MONGODB_PREFIX: prefix, SECRETS_DIR: secretsFolder };
    const [config, data, opened] = [readConfig(settings), new DataFolder(path.join(folder, name)), new Opened()];
    const foundation = { config, data, opened, clock: new ShiftedClock() };
    return { opened, data, ...(await chooseSessions(foundation, new GivenSecrets(secretsFolder))) };
  };

  it('are the same for every process, and none is in a file', async () => {
    const [one, other] = [await start('one'), await start('other')];
    await one.sessions.set('login', 'li', { n: 1 }, LATER);
    await look(one.accessLog, 'case-1');
    expect(await other.sessions.get('login', 'li')).toEqual({ n: 1 });
    expect(await other.accessLog.read({ service: 'review', after: 0, limit: 10 })).toHaveLength(1);
    expect((await other.tokenKeys.signingKey('review')).kid).toBe((await one.tokenKeys.signingKey('review')).kid);
    expect(['sessions.db', 'access.db', 'secrets'].filter((name) => existsSync(one.data.of(name)))).toEqual([]);
    expect(await one.opened.unusable()).toEqual([]);
    for (const { opened } of [one, other]) await opened.close();
  });

  it('are told to be out of reach where the server is away, which the start does not wait for', async () => {
    const { opened } = await start('one', 'mongodb://127.0.0.1:1');
    expect(await opened.unusable()).toMatchObject([{ what: 'MongoDB (sessions)' }]);
    await opened.close();
  });

  it('need the secret that their keys are sealed under', async () => {
    rmSync(path.join(secretsFolder, 'token-wrapping-key.key'));
    await expect(start('one')).rejects.toThrow(SecretMissing);
  });
});
