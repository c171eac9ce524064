import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ShiftedClock } from '@ekey/kernel/testing';
import { UnreadableStore } from '@ekey/sqlite';
import { describeTokenKeysContract } from '../contract/token-keys.contract';
import { RotatingTokenKeys } from '../rotating.token-keys';
import { FileTokenRings } from './file.token-rings';

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'ekey-token-keys-'));
const ringsIn = (folder: string) => new FileTokenRings((issuer) => path.join(folder, `${issuer}.json`));

describeTokenKeysContract('file', async () => {
  const folder = newFolder();
  return { rings: () => ringsIn(folder), dispose: async () => rmSync(folder, { recursive: true }) };
});

describe('the file of a ring', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = newFolder();
    file = path.join(folder, 'review.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const start = () => new RotatingTokenKeys(ringsIn(folder), new ShiftedClock('2026-03-02T01:00:00.000Z'));

  it('is read by its owner alone', async () => {
    await start().signingKey('review');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['no JSON', '{}', '{"keys":[{"kid":"1"}]}'])(
    'that cannot be read (%s) stops what needs it',
    async (content) => {
      writeFileSync(file, content);
      await expect(start().signingKey('review')).rejects.toThrow(UnreadableStore);
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );

  it('is looked for again where it could not be read before', async () => {
    const keys = start();
    writeFileSync(file, '');
    await expect(keys.signingKey('review')).rejects.toThrow(UnreadableStore);
    rmSync(file);
    expect((await keys.signingKey('review')).kid).toHaveLength(36);
  });
});
