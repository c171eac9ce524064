import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DataFolder, openFloor, systemClock } from '@ekey/floor';
import { readConfig } from '@ekey/platform';
import { makeSecrets } from '../src';
import { readCompose, ROOT } from './compose-file';

/** Says what it was asked, keeps what was given to who moves, and tells whether a service runs. */
const DOCKER = `#!/bin/sh
echo "$*" >> "$ASKED"
case "$*" in
  *"ps --quiet"*) [ -z "$RUNS" ] || echo something ;;
  *" run "*) cp -R secrets/.moving-* "$GIVEN" ;;
esac
`;

describe('moving a standalone process to the engines of Compose', () => {
  let folder: string;
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  const move = (settings: Record<string, string> = {}) => {
    const places = { PATH: `${at('bin')}:${process.env.PATH}`, ASKED: at('asked'), GIVEN: at('given'), RUNS: '' };
    const env = { ...process.env, ...places, ...settings };
    const script = at('ekey/deploy/docker/move.sh');
    const { status, stderr } = spawnSync('bash', [script, at('standalone')], { env, encoding: 'utf8' });
    return { status, stderr };
  };
  const asked = (): readonly string[] => readFileSync(at('asked'), 'utf8').trim().split('\n');

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ekey-move-'));
    for (const each of ['bin', 'ekey/deploy/docker', 'standalone']) mkdirSync(at(each), { recursive: true });
    cpSync(path.join(ROOT, 'deploy/docker/move.sh'), at('ekey/deploy/docker/move.sh'));
    writeFileSync(at('bin/docker'), DOCKER);
    chmodSync(at('bin/docker'), 0o755);
    const { uid, gid } = os.userInfo();
    writeFileSync(at('ekey/.env'), `EKEY_DATA=${at('data')}\nEKEY_UID=${uid}\nEKEY_GID=${gid}\n`);
    makeSecrets({ secrets: at('ekey/secrets'), data: at('data'), host: 'ekey.example', now: new Date() });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('goes on in the container that has the authority, once the engines are prepared', () => {
    expect(move()).toEqual({ status: 0, stderr: '' });
    const [, engines, prepared, moved] = asked();
    expect(engines).toBe('compose up --detach --wait kurrentdb kafka mongodb keys minio');
    expect(prepared).toContain('compose up prepare-kurrentdb prepare-kafka');
    expect(moved).toContain(`--volume ${at('standalone')}:/from `);
    expect(moved).toMatch(/ issuance node deploy\/migrate\/dist\/cli.js .*--data \/from$/);
    expect(readCompose().services.issuance?.volumes).toEqual([expect.stringMatching(/^authority:/)]);
  });

  it('opens every port as the administrator of its engine, by secrets that are gone afterwards', async () => {
    move();
    expect(readdirSync(at('ekey/secrets')).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const engine of ['kurrentdb', 'kafka', 'mongodb', 'keys-mongodb'])
      expect(readFileSync(at('given', `${engine}-password`), 'utf8')).toBe(
        readFileSync(at('ekey/secrets', `${engine}-admin-password`), 'utf8'),
      );
    const given = Object.fromEntries([...(asked()[3] ?? '').matchAll(/--env (\w+)=(\S+)/g)].map(([, ...pair]) => pair));
    expect(given).toMatchObject({ KURRENTDB_USER: 'admin', MINIO_USER: 'admin', SECRETS_DIR: '/moving' });
    const settings = { ...readCompose().services.issuance?.environment, ...given, SECRETS_DIR: at('given') };
    const KURRENTDB_URL = settings.KURRENTDB_URL?.replace('/run/secrets', at('ekey/secrets'));
    const data = new DataFolder(at('target'));
    const floor = await openFloor(readConfig({ ...settings, KURRENTDB_URL }), systemClock, data);
    expect(floor.service('intake').eventStore.owner).toBe('intake');
    await floor.close();
  });

  it('is refused while a service runs, before anything is started', () => {
    expect(move({ RUNS: 'yes' })).toMatchObject({ status: 1, stderr: 'stop the services first\n' });
    expect(asked()).toHaveLength(1);
  });
});
