import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { HttpClient } from './http-client';
import type { World } from './world';

const AUDIENCE = 'ekey-review';
const MINUTE = 60;

export interface MachineKey {
  readonly privateKey: KeyObject;
  /** Ed25519 as JWK (RFC 8037). */
  readonly publicKey: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
}

export function newMachineKey(): MachineKey {
  const pair = generateKeyPairSync('ed25519');
  const { x } = pair.publicKey.export({ format: 'jwk' });
  return { privateKey: pair.privateKey, publicKey: { kty: 'OKP', crv: 'Ed25519', x: x as string } };
}

/** A machine of the issuance line. It proves to be itself by what it signs, and names in each call the person it works for. */
export class MachineAccount {
  readonly http: HttpClient;
  /** Where it is not logged in yet. */
  private readonly door: HttpClient;

  constructor(
    private readonly world: Pick<World, 'url' | 'transport' | 'now'>,
    readonly id: string,
    private readonly key: MachineKey,
    readonly operator: string,
  ) {
    this.http = new HttpClient(world.url, { 'x-operator': operator }, world.transport);
    this.door = new HttpClient(world.url, { 'x-operator': operator }, world.transport);
    this.http.renewBy(() => this.logIn());
  }

  async logIn(): Promise<void> {
    const path = '/api/review/v1/machine-sessions';
    const answer = await this.door.post<{ accessToken: string }>(path, { assertion: this.assertion() });
    this.http.authorise(answer.body.accessToken);
  }

  /** A JWT signed by the machine (RFC 7523 §3), good once and for a minute. */
  assertion(): string {
    const now = Math.floor(Date.parse(this.world.now()) / 1000);
    const claims = { iss: this.id, sub: this.id, aud: AUDIENCE, iat: now, exp: now + MINUTE, jti: randomUUID() };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}`;
    return `${content}.${sign(null, Buffer.from(content), this.key.privateKey).toString('base64url')}`;
  }
}
