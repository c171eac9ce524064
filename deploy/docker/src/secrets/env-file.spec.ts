import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { knownOr, writeEnvFile } from './env-file';

const folder = mkdtempSync(path.join(os.tmpdir(), 'ekey-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('what Compose has to know of this machine is written once, and left as somebody has changed it', () => {
  const file = path.join(folder, '.env');
  const place = { data: '/srv/ekey', host: 'ekey.example', uid: 1000, gid: 1001 };
  expect(writeEnvFile(file, place)).toBe(true);
  expect(writeEnvFile(file, { ...place, host: 'another.example' })).toBe(false);
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['EKEY_UID=1000', 'EKEY_GID=1001', 'EKEY_DATA=/srv/ekey', 'EKEY_HOST=ekey.example']),
  );
});

describe('what is typed for an installation', () => {
  const file = path.join(folder, 'typed.env');
  const host = (typed?: string): string => knownOr(file, 'EKEY_HOST', typed, 'localhost');

  it('is taken where nothing is known yet', () => {
    expect([host('ekey.example'), host()]).toEqual(['ekey.example', 'localhost']);
  });

  it('is refused where Compose goes by something else, for nobody would hear of it', () => {
    writeEnvFile(file, { data: '/srv/ekey', host: 'ekey.example', uid: 1000, gid: 1001 });
    expect([host('ekey.example'), host()]).toEqual(['ekey.example', 'ekey.example']);
    expect(() => host('another.example')).toThrow(`${file} says EKEY_HOST=ekey.example: change it there`);
  });
});
