import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '@ekey/kernel';
import type { Caller } from './caller';
import type { TokenKeys } from './token-keys';

/** Who may issue tokens, and for what kind of caller. */
const KIND_OF_ISSUER: Readonly<Record<string, readonly Caller['kind'][]>> = {
  intake: ['enterprise'],
  review: ['staff', 'machine'],
};
const AUDIENCE = 'ekey';
const REMEMBER = 10_000;

/** Issues access tokens in the name of one service. */
export class TokenIssuer {
  constructor(
    private readonly keys: TokenKeys,
    private readonly clock: Clock,
    private readonly issuer: string,
    readonly lifetimeSeconds: number,
  ) {}

  /** @returns a JWT (RFC 7519) signed with EdDSA, good for `lifetimeSeconds`. */
  async issue(caller: Caller): Promise<string> {
    const { kid, privateKey } = await this.keys.signingKey(this.issuer);
    const issuedAt = Math.floor(Date.parse(this.clock.now()) / 1000);
    const { id, ...claims } = caller;
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
      .setIssuer(this.issuer)
      .setAudience(AUDIENCE)
      .setSubject(id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.lifetimeSeconds)
      .sign(privateKey);
  }

  jwks(): Promise<{ keys: object[] }> {
    return this.keys.jwks(this.issuer);
  }
}

/** Tells whom a token speaks for. A token once verified is remembered until it expires. */
export class TokenVerifier {
  private readonly verified = new Map<string, { caller: Caller; expiresAt: number }>();

  constructor(
    private readonly keys: TokenKeys,
    private readonly clock: Clock,
  ) {}

  /** @returns the caller, or nothing where the token is not good: forged, expired, of another issuer. */
  async verify(token: string): Promise<Caller | undefined> {
    const now = Date.parse(this.clock.now());
    const known = this.verified.get(token);
    if (known !== undefined && known.expiresAt > now) return known.caller;
    this.verified.delete(token);
    try {
      return await this.check(token, now);
    } catch {
      return undefined;
    }
  }

  private async check(token: string, now: number): Promise<Caller | undefined> {
    const issuer = decodeJwt(token).iss ?? '';
    const kinds = KIND_OF_ISSUER[issuer];
    if (kinds === undefined) return undefined;
    const { payload } = await jwtVerify(token, this.keys.resolver(issuer), {
      issuer,
      audience: AUDIENCE,
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      currentDate: new Date(now),
      requiredClaims: ['sub', 'exp', 'kind', 'roles'],
    });
    const { sub, kind, roles, organisationId, pickupPointIds, operator, sessionId } = payload as unknown as Caller & {
      sub: string;
    };
    if (!kinds.includes(kind)) return undefined;
    const optional = Object.entries({ organisationId, pickupPointIds, operator, sessionId }).filter(
      ([, value]) => value !== undefined,
    );
    const caller = { kind, id: sub, roles, ...Object.fromEntries(optional) } as Caller;
    if (this.verified.size >= REMEMBER) this.verified.clear();
    this.verified.set(token, { caller, expiresAt: (payload.exp ?? 0) * 1000 });
    return caller;
  }
}
