/// <reference types="jest" />
import { X509Certificate } from 'node:crypto';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import type { Answer, HttpClient } from '../http-client';
import type { MadeKey } from '../line';
import { certificateIn } from '../reliance';

const [QUESTION, ANSWER] = ['application/ocsp-request', 'application/ocsp-response'];

type Question = Parameters<typeof statusRequest>[0];
type Read = ReturnType<typeof readStatuses>;

/** The responder where the signing certificate of a key says that its status is told (RFC 6960). */
export class NamedResponder {
  private readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;

  constructor(
    private readonly http: HttpClient,
    { token, delivery }: Pick<MadeKey, 'token' | 'delivery'>,
  ) {
    this.certificate = certificateIn(token);
    this.issuer = new X509Certificate(delivery.chain[0] as string);
  }

  /** As certificates say where to ask, so it is asked. */
  get path(): string {
    return new URL(/OCSP - URI:(\S+)/.exec(this.certificate.infoAccess ?? '')?.[1] ?? '').pathname;
  }

  get question(): Question {
    return [{ issuer: this.issuer, serial: this.certificate.serialNumber }];
  }

  post(body: Buffer, type = QUESTION): Promise<Answer> {
    return this.http.send('POST', this.path, { body, type });
  }

  get(inAddress: string): Promise<Answer> {
    return this.http.send('GET', `${this.path}/${inAddress}`);
  }

  async told(nonce?: Buffer): Promise<Read> {
    return this.read(await this.post(statusRequest(this.question, nonce)));
  }

  /** @param written how base64 stands in the address */
  async toldInAddress(nonce: Buffer, written: (base64: string) => string = encodeURIComponent): Promise<Read> {
    const question = this.question.map((one) => ({ ...one, hash: 'sha256' as const }));
    return this.read(await this.get(written(statusRequest(question, nonce).toString('base64'))));
  }

  private read({ status, headers, bytes }: Answer): Read {
    expect([status, headers.get('content-type')]).toEqual([200, ANSWER]);
    // Data to a program, and no page: none of what only browsers go by makes it longer.
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    return readStatuses(bytes, this.issuer);
  }
}
