import {
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { derivedId, UnreadableStore } from '@ekey/event-store';
import { Turns, type Clock } from '@ekey/kernel';
import type { SigningKey, TokenKeys } from '@ekey/platform';
import { readIfThere, writePrivate } from './files';

interface KeptKey {
  readonly kid: string;
  readonly madeAt: string;
  readonly pkcs8: string;
  readonly jwk: JWK;
}

interface Ring {
  readonly keys: readonly KeptKey[];
  readonly signing: SigningKey;
  readonly resolver: JWTVerifyGetKey;
}

const DAY = 86_400_000;
/** A key signs for a month; it stays published a day longer than any token it signed can live. */
const SIGNS_FOR = 30 * DAY;
const PUBLISHED_FOR = SIGNS_FOR + DAY;
const ALGORITHM = 'EdDSA';

/** A ring of Ed25519 keys for each issuing service, in a file of mode 0600; a new key takes over each month. */
export class FileTokenKeys implements TokenKeys {
  private readonly rings = new Map<string, Ring>();
  private readonly turns = new Turns();

  constructor(
    private readonly fileOf: (issuer: string) => string,
    private readonly clock: Clock,
  ) {}

  async signingKey(issuer: string): Promise<SigningKey> {
    return (await this.ring(issuer)).signing;
  }

  async jwks(issuer: string): Promise<{ keys: JWK[] }> {
    return { keys: (await this.ring(issuer)).keys.map(({ jwk }) => jwk) };
  }

  resolver(issuer: string): JWTVerifyGetKey {
    return async (header, token) => (await this.ring(issuer)).resolver(header, token);
  }

  private async ring(issuer: string): Promise<Ring> {
    return this.inForce(issuer) ?? this.turns.take(issuer, async () => this.inForce(issuer) ?? this.open(issuer));
  }

  private inForce(issuer: string): Ring | undefined {
    const known = this.rings.get(issuer);
    return this.ageOf(known?.keys.at(-1)) < SIGNS_FOR ? known : undefined;
  }

  private async open(issuer: string): Promise<Ring> {
    const file = this.fileOf(issuer);
    const kept = parse(file).filter((key) => this.ageOf(key) < PUBLISHED_FOR);
    const keys = this.ageOf(kept.at(-1)) < SIGNS_FOR ? kept : [...kept, await this.make(issuer)];
    if (keys !== kept) writePrivate(file, JSON.stringify({ keys }));
    const newest = keys.at(-1) as KeptKey;
    const signing = { kid: newest.kid, privateKey: await importPKCS8(newest.pkcs8, ALGORITHM) };
    const ring = { keys, signing, resolver: createLocalJWKSet({ keys: keys.map(({ jwk }) => jwk) }) };
    this.rings.set(issuer, ring);
    return ring;
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

  private ageOf(key: KeptKey | undefined): number {
    return key === undefined ? Infinity : Date.parse(this.clock.now()) - Date.parse(key.madeAt);
  }
}

function parse(file: string): readonly KeptKey[] {
  const content = readIfThere(file);
  if (content === undefined) return [];
  try {
    const { keys } = JSON.parse(content.toString('utf8')) as { keys: readonly KeptKey[] };
    if (keys.every(({ kid, madeAt, pkcs8, jwk }) => kid && madeAt && pkcs8 && jwk)) return keys;
  } catch {
    // What is no JSON, or JSON of another shape, is told below.
  }
  throw new UnreadableStore(file, 'does not hold a ring of keys');
}
