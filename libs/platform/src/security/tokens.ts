import { decodeJwt, errors, jwtVerify, SignJWT, type JWK } from 'jose';
import { LeastRecentlyUsed, type Clock } from '@ekey/kernel';
import type { Caller } from './caller';
import type { EndedSessions } from './ended-sessions';
import type { TokenKeys } from './token-keys';

/** Who may issue tokens, and for what kind of caller. */
const KINDS_OF_ISSUER: ReadonlyMap<string, readonly Caller['kind'][]> = new Map([
  ['intake', ['enterprise']],
  ['review', ['staff', 'machine']],
]);
const AUDIENCE = 'ekey';
const REMEMBERED = 10_000;

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

  jwks(): Promise<{ keys: JWK[] }> {
    return this.keys.jwks(this.issuer);
  }
}

interface Verified {
  readonly caller: Caller;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Tells whom a token speaks for. One that was verified is remembered until it expires or its session is ended. */
export class TokenVerifier {
  private readonly verified = new LeastRecentlyUsed<Verified>(REMEMBERED);

  constructor(
    private readonly keys: TokenKeys,
    private readonly clock: Clock,
    private readonly ended?: Pick<EndedSessions, 'has'>,
  ) {}

  /** @returns the caller, or nothing where the token is not good: forged, expired, of another issuer, of an ended session. */
  async verify(token: string): Promise<Caller | undefined> {
    const known = this.verified.get(token) ?? (await this.check(token));
    if (known === undefined) return undefined;
    this.verified.set(token, known);
    return this.remembered(token);
  }

  /**
   * The same for a token that was verified before; nothing for any other. At once wherever the store need not be asked,
   * which spares nearly every request its turn in the queue of promises.
   * @param now ISO 8601.
   */
  remembered(token: string, now = this.clock.now()): Caller | undefined | Promise<Caller | undefined> {
    const known = this.verified.get(token);
    if (known === undefined) return undefined;
    const { caller, expiresAt } = known;
    const isOver = expiresAt <= now || (caller.sessionId !== undefined && (this.ended?.has(caller.sessionId) ?? false));
    if (typeof isOver !== 'boolean') return isOver.then((hasEnded) => this.unlessOver(token, caller, hasEnded));
    return this.unlessOver(token, caller, isOver);
  }

  private unlessOver(token: string, caller: Caller, isOver: boolean): Caller | undefined {
    if (!isOver) return caller;
    this.verified.delete(token);
    return undefined;
  }

  private async check(token: string): Promise<Verified | undefined> {
    try {
      const issuer = decodeJwt(token).iss ?? '';
      const kinds = KINDS_OF_ISSUER.get(issuer);
      if (kinds === undefined) return undefined;
      const { payload } = await jwtVerify<Claims>(token, this.keys.resolver(issuer), {
        issuer,
        audience: AUDIENCE,
        algorithms: ['EdDSA'],
        typ: 'at+jwt',
        currentDate: new Date(this.clock.now()),
        requiredClaims: ['sub', 'exp', 'kind', 'roles'],
      });
      if (!kinds.includes(payload.kind)) return undefined;
      return { caller: callerOf(payload), expiresAt: new Date((payload.exp ?? 0) * 1000).toISOString() };
    } catch (error) {
      // A key that cannot be read is a fault of ours; nobody is logged out by it.
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

type Claims = Omit<Caller, 'id' | 'operator'>;

function callerOf({
  sub,
  kind,
  roles,
  organisationId,
  pickupPointIds,
  operators,
  sessionId,
  key,
}: Claims & { sub?: string }) {
  const optional = Object.entries({ organisationId, pickupPointIds, operators, sessionId, key });
  const given = Object.fromEntries(optional.filter(([, value]) => value !== undefined));
  return { kind, id: sub as string, roles, ...given } satisfies Caller;
}
