import { Unavailable } from '@ekey/kernel';
import { fromPem, toPem, type CertificateChain } from '@ekey/pki';
import { z } from 'zod';
import type { IssuedKeys, KeyStatus } from './issued-keys.port';

const ANSWER_WITHIN_MS = 5_000;

const keyStatus = z.object({
  status: z.enum(['good', 'on-hold', 'revoked']),
  use: z.enum(['signing', 'encryption']),
  uscc: z.string(),
  tokenSerial: z.string(),
});

/** Asks issuance over HTTP, for every log-in anew; only the authority’s own certificates are asked for once. */
export class HttpIssuedKeys implements IssuedKeys {
  private known: CertificateChain | undefined;

  /** @param address of issuance, e.g. `http://issuance:8080`; asked for with each question */
  constructor(private readonly address: () => string | Promise<string>) {}

  async chain(): Promise<CertificateChain> {
    if (this.known !== undefined) return this.known;
    const answer = await this.ask('ca.pem');
    const [issuing, root] = fromPem('CERTIFICATE', answer ?? '') ?? [];
    if (issuing === undefined || root === undefined)
      throw new Unavailable('issuance tells no certificates of its authority');
    this.known = { issuing: toPem('CERTIFICATE', issuing), root: toPem('CERTIFICATE', root) };
    return this.known;
  }

  async status(serial: string): Promise<KeyStatus | null> {
    const answer = await this.ask(`certificates/${serial}/status`);
    if (answer === null) return null;
    const told = keyStatus.safeParse(jsonIn(answer));
    if (!told.success) throw new Unavailable('issuance tells no status that can be read');
    return told.data;
  }

  /** @returns `null` for what is not there. @throws Unavailable for any other answer than a good and whole one, or none. */
  private async ask(path: string): Promise<string | null> {
    try {
      const url = `${(await this.address()).replace(/\/+$/, '')}/api/issuance/v1/${path}`;
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      const text = await answer.text();
      if (answer.status === 404) return null;
      if (answer.ok) return text;
      throw new Unavailable(`issuance answers ${answer.status}`);
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable('issuance does not answer', { cause: error });
    }
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
