import { setTimeout as sleep } from 'node:timers/promises';
import {
  createLocalJWKSet,
  errors,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { derivedId } from '@ekey/event-store';
import { Unavailable, type Clock } from '@ekey/kernel';
import type { SigningKey, TokenKeys } from '@ekey/platform';

/** A key as it is kept; secret, as long as it is not sealed. */
export interface KeptKey {
  readonly kid: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly pkcs8: string;
  readonly jwk: JWK;
}

export interface KeptRing {
  /** Oldest first. */
  readonly keys: readonly KeptKey[];
  /** How many keys the issuer has ever had: who adds one says behind which. */
  readonly made: number;
}

/** Where the rings of all issuers are kept. */
export interface TokenRings {
  /** Whether other processes add keys as well. */
  readonly areShared: boolean;
  /** @throws UnreadableStore where there is a ring that cannot be read. */
  read(issuer: string): Promise<KeptRing>;
  /**
   * Adds a key behind those of `ring`; others that there were before are given up.
   * @returns false where another process has added one meanwhile.
   */
  add(issuer: string, ring: KeptRing, key: KeptKey): Promise<boolean>;
}

interface Ring {
  readonly keys: readonly KeptKey[];
  readonly signing: SigningKey;
  readonly resolver: JWTVerifyGetKey;
  /** By the clock of `performance.now`: a key that was added later is not in it. */
  readonly asOf: number;
}

const DAY = 86_400_000;
/** A key signs for a month; it stays published a day longer than any token it signed can live. */
const SIGNS_FOR = 30 * DAY;
const PUBLISHED_FOR = SIGNS_FOR + DAY;
const ALGORITHM = 'EdDSA';
/** Anybody can name a key that there is not: rings are not read again for each. */
const READ_AGAIN_AFTER_MS = 1_000;
const [TRIES, BETWEEN_TRIES_MS] = [20, 50];

/** A ring of Ed25519 keys for each issuing service; a new key takes over each month. */
export class RotatingTokenKeys implements TokenKeys {
  private readonly known = new Map<string, Ring>();
  private readonly opening = new Map<string, Promise<Ring>>();

  constructor(
    private readonly rings: TokenRings,
    private readonly clock: Clock,
  ) {}

  async signingKey(issuer: string): Promise<SigningKey> {
    return (await this.ring(issuer)).signing;
  }

  async jwks(issuer: string): Promise<{ keys: JWK[] }> {
    const known = await this.ring(issuer);
    const { keys } = this.isOutdated(known) ? await this.open(issuer) : known;
    return { keys: keys.map(({ jwk }) => jwk) };
  }

  resolver(issuer: string): JWTVerifyGetKey {
    return async (header, token) => {
      const ring = await this.ring(issuer);
      try {
        return await ring.resolver(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !this.isOutdated(ring)) throw error;
        return (await this.open(issuer)).resolver(header, token);
      }
    };
  }

  private async ring(issuer: string): Promise<Ring> {
    const known = this.known.get(issuer);
    return known !== undefined && this.signs(known.keys) ? known : this.open(issuer);
  }

  /** Another process may have added a key since. */
  private isOutdated({ asOf }: Ring): boolean {
    return this.rings.areShared && performance.now() - asOf >= READ_AGAIN_AFTER_MS;
  }

  /** Once for all who ask meanwhile. */
  private open(issuer: string): Promise<Ring> {
    const opening = this.opening.get(issuer) ?? this.read(issuer).finally(() => this.opening.delete(issuer));
    this.opening.set(issuer, opening);
    return opening;
  }

  private async read(issuer: string): Promise<Ring> {
    const asOf = performance.now();
    const keys = await this.keysInForce(issuer);
    const newest = keys.at(-1) as KeptKey;
    const signing = { kid: newest.kid, privateKey: await importPKCS8(newest.pkcs8, ALGORITHM) };
    const ring = { keys, signing, resolver: createLocalJWKSet({ keys: keys.map(({ jwk }) => jwk) }), asOf };
    this.known.set(issuer, ring);
    return ring;
  }

  /** Oldest first; the last one signs. @throws Unavailable */
  private async keysInForce(issuer: string): Promise<readonly KeptKey[]> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const { keys: kept, made } = await this.rings.read(issuer);
      const keys = kept.filter((key) => this.ageOf(key) < PUBLISHED_FOR);
      if (this.signs(keys)) return keys;
      const key = await this.make(issuer);
      if (await this.rings.add(issuer, { keys, made }, key)) return [...keys, key];
      await sleep(BETWEEN_TRIES_MS);
    }
    throw new Unavailable(`the keys of tokens: the one that another process makes for ${issuer} is not durable yet`);
  }

  private async make(issuer: string): Promise<KeptKey> {
    const pair = await generateKeyPair(ALGORITHM, { extractable: true });
    const jwk = await exportJWK(pair.publicKey);
    const kid = derivedId('token-key', issuer, jwk.x as string);
    return {
      kid,
      madeAt: this.clock.now(),
      pkcs8: await exportPKCS8(pair.privateKey),
      jwk: { ...jwk, kid, alg: ALGORITHM, use: 'sig' },
    };
  }

  private signs(keys: readonly KeptKey[]): boolean {
    return this.ageOf(keys.at(-1)) < SIGNS_FOR;
  }

  private ageOf(key: KeptKey | undefined): number {
    return key === undefined ? Infinity : Date.parse(this.clock.now()) - Date.parse(key.madeAt);
  }
}
