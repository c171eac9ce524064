import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestServers } from './test-servers';

const noDocker = async (): Promise<boolean> => false;

describe('the servers of a run of specs', () => {
  let empty: string;
  const given = process.env.EKEY_ENGINES_DIR;
  beforeEach(() => {
    empty = mkdtempSync(path.join(tmpdir(), 'engines-'));
    process.env.EKEY_ENGINES_DIR = empty;
  });
  afterEach(() => {
    rmSync(empty, { recursive: true });
    if (given === undefined) delete process.env.EKEY_ENGINES_DIR;
    else process.env.EKEY_ENGINES_DIR = given;
  });

  it('are those that are given, and are named without their passwords', async () => {
    const servers = new TestServers(
      { EKEY_TEST_MINIO: 'http://root:secret@s3.test:9000', EKEY_TEST_SMTP: 'mail.test:25;/var/mail/inbox' },
      noDocker,
    );
    expect(await servers.environmentOf('minio')).toEqual({ EKEY_TEST_MINIO: 'http://root:secret@s3.test:9000' });
    await servers.environmentOf('smtp');
    expect(await servers.lines()).toEqual([
      'documents: the server at http://s3.test:9000 (EKEY_TEST_MINIO)',
      'mail: the server at mail.test:25 (EKEY_TEST_SMTP)',
    ]);
  });

  it('are never none: a spec without its server fails, and is told what to do', async () => {
    const servers = new TestServers({}, noDocker);
    await expect(servers.environmentOf('mongodb')).rejects.toThrow(
      'npm run engines -- install ferretdb mongojava, or EKEY_TEST_MONGO=<address>, or a Docker daemon',
    );
    expect(await servers.lines()).toEqual(['views, keys, sessions: nothing']);
  });

  it('have a double where KurrentDB is not to be had, which the closing line says', async () => {
    const servers = new TestServers({}, noDocker);
    expect(await servers.environmentOf('kurrentdb')).toEqual({});
    expect(await servers.lines()).toEqual(["event store: a double of KurrentDB's protocol"]);
  });

  it.each([
    ['esdb://db.test:2113?tls=false', { KURRENTDB_URL: 'esdb://db.test:2113?tls=false' }],
    ['esdb://admin:changeit@db.test:2113?tls=false', { KURRENTDB_URL: 'esdb://db.test:2113?tls=false' }],
    ['kdb://db.test:2113?Tls=false&keepAliveTimeout=10000', { KURRENTDB_URL: 'kdb://db.test:2113?tls=false' }],
    [
      'kurrentdb://admin:ch%2Fng@db.test:2113',
      { KURRENTDB_URL: 'kurrentdb://db.test:2113', KURRENTDB_USER: 'admin', KURRENTDB_PASSWORD: 'ch/ng' },
    ],
  ])('take the user out of %s, who is told apart from the address, and over TLS only', async (url, told) => {
    const servers = new TestServers({ KURRENTDB_URL: url }, noDocker);
    expect(await servers.environmentOf('kurrentdb')).toEqual(told);
  });

  it('are asked for by names that there are', async () => {
    await expect(new TestServers({}, noDocker).environmentOf('oracle')).rejects.toThrow('@engines oracle: there is');
  });
});
