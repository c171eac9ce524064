import type { CryptoKey, JWK, JWTVerifyGetKey } from 'jose';

/** A signing key in force; older ones stay published until the last token they signed has expired. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

/** The keys by which sessions are signed and checked: EdDSA (RFC 8037), one ring per issuing service. */
export interface TokenKeys {
  signingKey(issuer: string): Promise<SigningKey>;
  /** Public halves of all keys in force (RFC 7517). */
  jwks(issuer: string): Promise<{ keys: JWK[] }>;
  /** Finds the key of a token by its issuer and `kid`. */
  resolver(issuer: string): JWTVerifyGetKey;
}
