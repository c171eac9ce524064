import { ShiftedClock } from '@ekey/kernel/testing';
import { TokenIssuer, TokenVerifier, type Caller, type TokenKeys } from '@ekey/platform';
import { RotatingTokenKeys, type TokenRings } from '../rotating.token-keys';

export interface RingsUnderTest {
  /** As a process finds them that has just started. */
  rings(): TokenRings;
  dispose(): Promise<void>;
}

export const OFFICER: Caller = { kind: 'staff', id: 'officer', roles: ['AGR'] };
const HOUR = 3_600;

/** What signing keys must do, wherever their rings are kept. */
export function describeTokenKeysContract(name: string, make: () => Promise<RingsUnderTest>): void {
  describe(`the keys of tokens (${name})`, () => {
    let under: RingsUnderTest;
    let clock: ShiftedClock;
    beforeEach(async () => {
      under = await make();
      clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
    });
    afterEach(() => under.dispose());

    const start = () => new RotatingTokenKeys(under.rings(), clock);
    const tokenOf = (keys: TokenKeys) => new TokenIssuer(keys, clock, 'review', HOUR).issue(OFFICER);

    it('are made at first need, once for all who ask at the same time, and found again after a restart', async () => {
      const keys = start();
      const [one, two] = await Promise.all([keys.signingKey('review'), keys.signingKey('review')]);
      expect(one?.kid).toBe(two?.kid);
      expect((await start().signingKey('review')).kid).toBe(one?.kid);
    });

    it('are published by their public halves alone', async () => {
      const keys = start();
      const { kid } = await keys.signingKey('review');
      const { keys: published } = await keys.jwks('review');
      expect(published).toMatchObject([{ kid, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }]);
      expect(JSON.stringify(published)).not.toContain('"d"');
    });

    it('change each month; what the last one signed is good until it expires', async () => {
      const keys = start();
      const { kid } = await keys.signingKey('review');
      clock.advance({ days: 30, minutes: -30 });
      const token = await tokenOf(keys);
      clock.advance({ minutes: 31 });
      const next = await keys.signingKey('review');
      expect(next.kid).not.toBe(kid);
      for (const each of [keys, start()]) {
        expect(await new TokenVerifier(each, clock).verify(token)).toEqual(OFFICER);
        expect((await each.jwks('review')).keys.map((key) => key.kid)).toEqual([kid, next.kid]);
      }
    });

    it('are published no longer than a token of theirs can live', async () => {
      const keys = start();
      for (let month = 1; month <= 3; month += 1) {
        const { kid } = await keys.signingKey('review');
        expect((await keys.jwks('review')).keys.map((key) => key.kid)).toEqual([kid]);
        clock.advance({ days: 31, minutes: 1 });
      }
      expect((await start().jwks('review')).keys).toHaveLength(1);
    });

    it('differ from issuer to issuer', async () => {
      const keys = start();
      expect((await keys.signingKey('review')).kid).not.toBe((await keys.signingKey('intake')).kid);
    });
  });
}
