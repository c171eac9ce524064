import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ENGINE_FOLDERS } from '../src';
import { ROOT } from './compose-file';

/**
 * Says what it was asked, and dumps what its server is called; `ps` tells whether anything runs. As in Docker, volumes lie in
 * the folder that they were first made with until they are removed.
 */
const DOCKER = `#!/bin/sh
echo "$*" >> "$ASKED"
case "$*" in
  *"down --volumes"*) rm -f "$LOADED/volumes-in" ;;
  *" up "*) [ -f "$LOADED/volumes-in" ] || sed -n 's/^EKEY_DATA=//p' .env > "$LOADED/volumes-in" ;;
  *"ps --quiet"*) [ -z "$RUNS" ] || echo something ;;
  *mongodump*) cat > /dev/null; printf 'dump of %s' "$4" ;;
  *mongorestore*) cat > "$LOADED/$4" ;;
  *exec*) cat > /dev/null ;;
esac
`;
/** Answers whatever it is asked, and says what that was; or nothing, where nobody is there. */
const CURL = `#!/bin/sh
echo "$*" >> "$ASKED.of-gateways"
[ -z "$SILENT" ] || exit 7
echo answer
`;
const OPENSSL = `#!/bin/sh
cat > /dev/null
echo "Serial Number: 01"
`;
/** What a server of KurrentDB has in its folder, as far as copying goes. */
const LOG = ['index/indexmap', 'index/index.chk', 'chunk-000000.000000', 'chaser.chk', 'writer.chk'];

describe('saving the distributed floor and bringing it back', () => {
  let folder: string;
  let data: string;
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  const run = (script: string, given: string | readonly string[], settings: Record<string, string> = {}) => {
    const env = {
      ...process.env,
      PATH: `${at('bin')}:${process.env.PATH}`,
      ASKED: at('asked'),
      LOADED: at(),
      RUNS: '',
      ...settings,
    };
    const { status, stderr } = spawnSync('bash', [at('ekey/deploy/docker', script), given].flat(), {
      env,
      encoding: 'utf8',
    });
    return { status, stderr };
  };
  const write = (file: string, content = file): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ekey-backup-'));
    data = at('data');
    for (const script of ['backup.sh', 'restore.sh', 'restore-drill.sh']) {
      mkdirSync(at('ekey/deploy/docker'), { recursive: true });
      cpSync(path.join(ROOT, 'deploy/docker', script), at('ekey/deploy/docker', script));
    }
    for (const [name, program] of Object.entries({ docker: DOCKER, curl: CURL, openssl: OPENSSL })) {
      write(at('bin', name), program);
      chmodSync(at('bin', name), 0o755);
    }
    write(at('ekey/.env'), `EKEY_DATA=${data}\nEKEY_UID=${os.userInfo().uid}\nEKEY_GID=${os.userInfo().gid}\n`);
    for (const name of ['mongodb', 'keys-mongodb']) write(at(`ekey/secrets/${name}-admin-password`), 'secret');
    write(at('ekey/docker-compose.yml'));
    for (const file of LOG) write(path.join(data, 'kurrentdb', file), file);
    write(path.join(data, 'minio/ekey-documents/case/scan/xl.meta'), 'scan');
    write(path.join(data, 'authority/issuing.key'), 'key');
    write(path.join(data, 'kafka/intake.log-0/00000000000000000000.log'), 'copies');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('brings back what nothing can replace, and begins with an empty Kafka', () => {
    expect(run('backup.sh', at('saved'))).toEqual({ status: 0, stderr: '' });
    rmSync(data, { recursive: true });
    expect(run('restore.sh', at('saved'))).toEqual({ status: 0, stderr: '' });
    for (const file of LOG) expect(readFileSync(path.join(data, 'kurrentdb', file), 'utf8')).toBe(file);
    expect(readFileSync(path.join(data, 'kurrentdb/truncate.chk'), 'utf8')).toBe('chaser.chk');
    expect(readFileSync(path.join(data, 'minio/ekey-documents/case/scan/xl.meta'), 'utf8')).toBe('scan');
    expect(readFileSync(path.join(data, 'authority/issuing.key'), 'utf8')).toBe('key');
    expect(readdirSync(path.join(data, 'kafka'))).toEqual([]);
    for (const server of ['mongodb', 'keys']) expect(readFileSync(at(server), 'utf8')).toBe(`dump of ${server}`);
    expect([...readdirSync(data)].sort()).toEqual([...ENGINE_FOLDERS].sort());
  });

  it('saves views before facts and keys after them, and tells no password to whoever lists processes', () => {
    run('backup.sh', at('saved'));
    const asked = readFileSync(at('asked'), 'utf8');
    expect([...asked.matchAll(/exec --no-TTY (\w+)/g)].map(([, server]) => server)).toEqual(['mongodb', 'keys']);
    expect(asked).not.toContain('secret ');
    const script = readFileSync(path.join(ROOT, 'deploy/docker/backup.sh'), 'utf8');
    const order = ['dump mongodb', 'copied -path', 'dump keys', 'minio.tar'].map((step) => script.indexOf(step));
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('saves nothing where there is no log to be saved, instead of a backup without one', () => {
    rmSync(path.join(data, 'kurrentdb'), { recursive: true });
    mkdirSync(path.join(data, 'kurrentdb'));
    expect(run('backup.sh', at('saved'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('holds no log') as string,
    });
    expect(existsSync(at('saved'))).toBe(false);
  });

  it('brings back the keys of the newest backup with the rest of an older one, so that what was erased since stays so', () => {
    run('backup.sh', at('saved'));
    write(at('newest/keys.archive.gz'), 'keys and tombstones of today');
    rmSync(data, { recursive: true });
    // They are kept apart from the facts: the older ones may be elsewhere, or nowhere any more.
    rmSync(at('saved/keys.archive.gz'));
    expect(run('restore.sh', at('saved')).status).not.toBe(0);
    const newest = at('newest/keys.archive.gz');
    expect(run('restore.sh', [at('saved'), newest])).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(at('keys'), 'utf8')).toBe('keys and tombstones of today');
    expect(readFileSync(at('mongodb'), 'utf8')).toBe('dump of mongodb');
  });

  it('brings everything back to the folder that the settings name now, wherever the volumes were before', () => {
    run('backup.sh', at('saved'));
    write(at('volumes-in'), `${data}\n`);
    const settings = readFileSync(at('ekey/.env'), 'utf8');
    write(at('ekey/.env'), settings.replace(data, at('elsewhere')));
    expect(run('restore.sh', at('saved'))).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(at('volumes-in'), 'utf8')).toBe(`${at('elsewhere')}\n`);
    expect(readdirSync(at('elsewhere/kurrentdb'))).toContain('chaser.chk');
  });

  it('brings back nothing where the keys that are named are not there', () => {
    run('backup.sh', at('saved'));
    rmSync(data, { recursive: true });
    expect(run('restore.sh', [at('saved'), at('nowhere')])).toMatchObject({ status: 1 });
    expect(existsSync(data)).toBe(false);
  });

  it('brings back nothing of a backup that was changed', () => {
    run('backup.sh', at('saved'));
    rmSync(data, { recursive: true });
    write(at('saved/kurrentdb/chunk-000000.000000'), 'something else');
    const { status, stderr } = run('restore.sh', at('saved'));
    expect(status).not.toBe(0);
    expect(stderr).toContain('1 computed checksum did NOT match');
    expect(existsSync(data)).toBe(false);
  });

  it('is tried beside what runs, which answers where its settings say', () => {
    const settings = readFileSync(at('ekey/.env'), 'utf8');
    const ports = ['EKEY_HTTPS_PORT=8443', 'EKEY_HTTP_PORT=8080', 'EKEY_OPERATORS_PORT=8444'];
    write(at('ekey/.env'), `${settings}${ports.join('\n')}\n`);
    expect(run('restore-drill.sh', [])).toEqual({ status: 0, stderr: '' });
    const asked = readFileSync(at('asked.of-gateways'), 'utf8');
    const places = [...asked.matchAll(/https?:\/\/localhost:\d+/g)].map(([place]) => place);
    expect([...new Set(places)].sort()).toEqual([
      ...['http://localhost:8080', 'http://localhost:9080', 'https://localhost:8443', 'https://localhost:9443'],
    ]);
  });

  it('is not the same as what runs where neither answers', () => {
    expect(run('restore-drill.sh', [], { SILENT: 'yes' })).toMatchObject({ status: 7 });
  });

  it('writes over nothing: neither data nor what runs nor a backup', () => {
    run('backup.sh', at('saved'));
    expect(run('backup.sh', at('saved')).stderr).toContain('File exists');
    expect(run('restore.sh', at('saved')).stderr).toContain('nothing is written over');
    rmSync(data, { recursive: true });
    expect(run('restore.sh', at('saved'), { RUNS: 'yes' }).stderr).toContain('stop everything first');
  });
});
