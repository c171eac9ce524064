import type { Place, SoftToken } from '@ekey/soft-token';
import { toPem } from '@ekey/pki';
import { HttpClient, onceTaken, type Answer } from './http-client';
import type { World } from './world';

const INTAKE = '/api/intake/v1';

export interface AskedChallenge {
  readonly nonce: string;
  readonly origin: string;
  readonly text: string;
  readonly expiresAt: string;
}
export interface KeyProof {
  readonly nonce: string;
  readonly certificate: string;
  readonly signature: string;
}
export interface KeySession {
  readonly accessToken: string;
  readonly key: { readonly serial: string; readonly uscc: string; readonly tokenSerial: string };
}

/** Somebody with a key plugged in. */
export class KeyHolder {
  readonly http: HttpClient;
  /** Where nobody is logged in yet. */
  private readonly door: HttpClient;

  constructor(
    world: Pick<World, 'url' | 'transport'>,
    readonly token: SoftToken,
    readonly pin: string,
  ) {
    this.http = new HttpClient(world.url, {}, world.transport);
    this.door = new HttpClient(world.url, {}, world.transport);
    this.http.renewBy(() => this.logIn().then(() => undefined));
  }

  async asks(): Promise<AskedChallenge> {
    return (await this.door.post<AskedChallenge>(`${INTAKE}/key-challenges`, {})).body;
  }

  /** @param place `next`: by the key that a renewal has written and nobody has adopted yet */
  async proof(challenge: AskedChallenge, place: Place = 'held'): Promise<KeyProof> {
    const signature = await this.token.signNonce(this.pin, Buffer.from(challenge.text, 'utf8'), place);
    const certificate = toPem('CERTIFICATE', this.token.readCertificate('signing', place) ?? Buffer.alloc(0));
    return { nonce: challenge.nonce, certificate, signature: signature.toString('base64') };
  }

  answers(proof: KeyProof, headers: Readonly<Record<string, string>> = {}): Promise<Answer<KeySession>> {
    return this.door.post<KeySession>(`${INTAKE}/key-sessions`, proof, { headers });
  }

  /** Where nobody can tell for now what the certificate is worth, a new challenge is asked for, as that answer says. */
  async logIn(place: Place = 'held'): Promise<KeySession> {
    const enter = async () => this.answers(await this.proof(await this.asks(), place));
    const { body } = await onceTaken('the worth of the certificate is known', ['CertificateStatusUnknown'], enter);
    this.http.authorise(body.accessToken);
    return body;
  }
}
