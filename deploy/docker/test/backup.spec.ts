import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ENGINE_FOLDERS } from '../src';
import { ROOT } from './compose-file';

/** Says what it was asked, and dumps what its server is called; `ps` tells whether anything runs. */
const DOCKER = `#!/bin/sh
echo "$*" >> "$ASKED"
case "$*" in
  *"ps --quiet"*) [ -z "$RUNS" ] || echo something ;;
  *mongodump*) cat > /dev/null; printf 'dump of %s' "$4" ;;
  *mongorestore*) cat > "$LOADED/$4" ;;
  *exec*) cat > /dev/null ;;
esac
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
    for (const script of ['backup.sh', 'restore.sh']) {
      mkdirSync(at('ekey/deploy/docker'), { recursive: true });
      cpSync(path.join(ROOT, 'deploy/docker', script), at('ekey/deploy/docker', script));
    }
    write(at('bin/docker'), DOCKER);
    spawnSync('chmod', ['+x', at('bin/docker')]);
    write(at('ekey/.env'), `EKEY_DATA=${data}\nEKEY_UID=${os.userInfo().uid}\nEKEY_GID=${os.userInfo().gid}\n`);
    for (const name of ['mongodb', 'keys-mongodb']) write(at(`ekey/secrets/${name}-admin-password`), 'secret');
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

  it('writes over nothing: neither data nor what runs nor a backup', () => {
    run('backup.sh', at('saved'));
    expect(run('restore.sh', at('saved')).stderr).toContain('nothing is written over');
    rmSync(data, { recursive: true });
    expect(run('restore.sh', at('saved'), { RUNS: 'yes' }).stderr).toContain('stop everything first');
    expect(run('backup.sh', at('saved')).stderr).toContain('File exists');
  });
});
