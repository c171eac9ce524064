import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ShiftedClock } from '@ekey/kernel/testing';
import { TokenIssuer, TokenVerifier, type Caller } from '@ekey/platform';
import { UnreadableStore } from '@ekey/sqlite';
import { FileTokenKeys } from './file.token-keys';

const CALLER: Caller = { kind: 'staff', id: 'officer', roles: ['AGR'] };
const HOUR = 3_600;

let folder: string;
let clock: ShiftedClock;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ekey-token-keys-'));
  clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
});
afterEach(() => rmSync(folder, { recursive: true }));

const keys = () => new FileTokenKeys((issuer) => path.join(folder, `${issuer}.json`), clock);
const tokenOf = (ring: FileTokenKeys) => new TokenIssuer(ring, clock, 'review', HOUR).issue(CALLER);

describe('the keys of tokens', () => {
  it('are made at first need, once for all who ask at the same time, and found again after a restart', async () => {
    const ring = keys();
    const [one, two] = await Promise.all([ring.signingKey('review'), ring.signingKey('review')]);
    expect(one?.kid).toBe(two?.kid);
    expect((await keys().signingKey('review')).kid).toBe(one?.kid);
    expect(statSync(path.join(folder, 'review.json')).mode & 0o777).toBe(0o600);
  });

  it('are published by their public halves alone', async () => {
    const ring = keys();
    const { kid } = await ring.signingKey('review');
    const { keys: published } = await ring.jwks('review');
    expect(published).toMatchObject([{ kid, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }]);
    expect(JSON.stringify(published)).not.toContain('"d"');
  });

  it('change each month; what the last one signed is good until it expires', async () => {
    const ring = keys();
    const { kid } = await ring.signingKey('review');
    clock.advance({ days: 30, minutes: -30 });
    const token = await tokenOf(ring);
    clock.advance({ minutes: 31 });
    expect((await ring.signingKey('review')).kid).not.toBe(kid);
    expect(await new TokenVerifier(ring, clock).verify(token)).toEqual(CALLER);
    expect((await ring.jwks('review')).keys).toHaveLength(2);
  });

  it('are published no longer than a token of theirs can live', async () => {
    const ring = keys();
    await ring.signingKey('review');
    clock.advance({ days: 31, minutes: 1 });
    expect((await ring.jwks('review')).keys).toHaveLength(1);
  });

  it('differ from issuer to issuer', async () => {
    const ring = keys();
    expect((await ring.signingKey('review')).kid).not.toBe((await ring.signingKey('intake')).kid);
  });

  it.each(['no JSON', '{}', '{"keys":[{"kid":"1"}]}'])(
    'that cannot be read (%s) stop what needs them',
    async (content) => {
      writeFileSync(path.join(folder, 'review.json'), content);
      await expect(keys().signingKey('review')).rejects.toThrow(UnreadableStore);
      expect(readFileSync(path.join(folder, 'review.json'), 'utf8')).toBe(content);
    },
  );

  it('are looked for again where they could not be read before', async () => {
    const ring = keys();
    writeFileSync(path.join(folder, 'review.json'), '');
    await expect(ring.signingKey('review')).rejects.toThrow(UnreadableStore);
    rmSync(path.join(folder, 'review.json'));
    expect((await ring.signingKey('review')).kid).toHaveLength(36);
  });
});
