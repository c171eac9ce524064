import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UnreadableStore } from '@ekey/sqlite';
import { FileSecrets } from './file.secrets';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ekey-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a secret', () => {
  it('is made at first need, is the same ever after, and is its owner’s to read', async () => {
    const made = await new FileSecrets(folder).bytes('link-key');
    expect(made).toHaveLength(32);
    expect(await new FileSecrets(folder).bytes('link-key')).toEqual(made);
    expect(statSync(path.join(folder, 'link-key.key')).mode & 0o777).toBe(0o600);
  });

  it('differs from every other', async () => {
    const secrets = new FileSecrets(folder);
    expect(await secrets.bytes('link-key')).not.toEqual(await secrets.bytes('csrf-key'));
  });

  it('cannot be changed by who was given it', async () => {
    const secrets = new FileSecrets(folder);
    const given = await secrets.bytes('link-key');
    const copy = Buffer.from(given);
    given.fill(0);
    expect(await secrets.bytes('link-key')).toEqual(copy);
  });

  it('that was damaged is not made anew, since what it sealed would be lost', () => {
    writeFileSync(path.join(folder, 'master-key.key'), 'short');
    const secrets = new FileSecrets(folder);
    expect(() => secrets.bytesNow('master-key')).toThrow(UnreadableStore);
    expect(() => secrets.bytesNow('master-key')).toThrow('master-key.key');
    expect(readFileSync(path.join(folder, 'master-key.key'), 'utf8')).toBe('short');
  });

  it.each(['../keys', 'UPPER', 'a/b', '', 'a.b'])('is not called %p', (name) => {
    expect(() => new FileSecrets(folder).bytesNow(name)).toThrow(RangeError);
  });
});
