import { createHash } from 'node:crypto';
import { fromPem, type CertificateUse } from '@ekey/pki';
import { USES, type SoftToken } from './soft-token';

/** What a renewal has for the token: certificates in PEM, the seal in base64, and what the new key signs. */
export interface UpdateDelivery {
  readonly attempt: number;
  readonly complete: boolean;
  readonly refused: readonly { readonly use: CertificateUse; readonly code: string }[];
  readonly certificates: Readonly<Record<CertificateUse, { readonly certificate: string }>> | null;
  readonly seal: { readonly bytes: string } | null;
  readonly confirmed: readonly string[];
  readonly text: string;
}

/** The update site, as the client on the enterprise's computer reaches it. */
export interface UpdateDoor {
  /** @returns the session in which everything else is done; `null` where the new key was proved before, whoever heard of it. */
  open(): Promise<string | null>;
  request(session: string, use: CertificateUse, request: string): Promise<void>;
  /** Waits until certificates and seal are there, or a request was refused. */
  delivery(session: string): Promise<UpdateDelivery>;
  confirm(session: string, step: string, sha256: string): Promise<void>;
  prove(session: string, proof: { readonly attempt: number; readonly signature: string }): Promise<void>;
}

/** Behind each of them the key may be pulled out, or the power fail. */
export const UPDATE_STAGES = [
  'session-opened',
  'signing-key-made',
  'encryption-key-made',
  'signing-requested',
  'encryption-requested',
  'delivered',
  'signing-written',
  'signing-confirmed',
  'encryption-written',
  'encryption-confirmed',
  'seal-written',
  'seal-confirmed',
  'proved',
  'adopted',
] as const;
export type UpdateStage = (typeof UPDATE_STAGES)[number];

/**
 * Renews the key in a token. It remembers nothing itself: what is in the token and what the site knows tell where to go on,
 * so that it may be begun again at any time, on any computer.
 */
export class UpdateClient {
  constructor(
    private readonly token: SoftToken,
    private readonly pin: string,
    private readonly door: UpdateDoor,
    /** Called behind each stage; what it throws ends the run, as a key that is pulled out does. */
    private readonly passed: (stage: UpdateStage) => void | Promise<void> = () => undefined,
  ) {}

  async run(): Promise<void> {
    const session = await this.door.open();
    if (session === null) return this.adopt();
    await this.passed('session-opened');
    const delivery = await this.delivered(session);
    await this.write(session, delivery);
    const signature = await this.token.signNonce(this.pin, Buffer.from(delivery.text, 'utf8'), 'next');
    await this.door.prove(session, { attempt: delivery.attempt, signature: signature.toString('base64') });
    await this.passed('proved');
    return this.adopt();
  }

  /** A key that has a certificate elsewhere gets none here; another is made in its place, and the other key stays. */
  private async delivered(session: string): Promise<UpdateDelivery> {
    let told = await this.asked(session, []);
    // Refusals come one by one.
    for (let round = 0; round < USES.length && told.refused.length > 0; round += 1)
      told = await this.asked(
        session,
        told.refused.map(({ use }) => use),
      );
    if (!told.complete) throw new Error('the certificates did not come');
    await this.passed('delivered');
    return told;
  }

  private async asked(session: string, anew: readonly CertificateUse[]): Promise<UpdateDelivery> {
    for (const use of USES) {
      const replace = anew.includes(use);
      if (replace || !this.token.hasKey(use, 'next'))
        await this.token.generateKey(this.pin, use, { place: 'next', replace });
      await this.passed(`${use}-key-made`);
    }
    for (const use of USES) {
      await this.door.request(session, use, await this.token.makeRequest(this.pin, use, 'next'));
      await this.passed(`${use}-requested`);
    }
    return this.door.delivery(session);
  }

  /** Each thing is written, read back from the token, and confirmed by what was read. */
  private async write(session: string, { certificates, seal, confirmed }: UpdateDelivery): Promise<void> {
    for (const use of USES) {
      const [der] = fromPem('CERTIFICATE', certificates?.[use].certificate ?? '') ?? [];
      if (der === undefined) throw new Error('the certificate that came cannot be read');
      if (!this.token.readCertificate(use, 'next')?.equals(der)) this.token.importCertificate(use, der, 'next');
      await this.passed(`${use}-written`);
      await this.confirm(session, `${use}-written`, this.token.readCertificate(use, 'next'), confirmed);
      await this.passed(`${use}-confirmed`);
    }
    const der = Buffer.from(seal?.bytes ?? '', 'base64');
    if (!this.token.readSeal('next')?.equals(der)) this.token.importSeal(der, 'next');
    await this.passed('seal-written');
    await this.confirm(session, 'seal-written', this.token.readSeal('next'), confirmed);
    await this.passed('seal-confirmed');
  }

  private async confirm(
    session: string,
    step: string,
    read: Buffer | undefined,
    confirmed: readonly string[],
  ): Promise<void> {
    if (confirmed.includes(step)) return;
    await this.door.confirm(
      session,
      step,
      createHash('sha256')
        .update(read ?? '')
        .digest('hex'),
    );
  }

  private async adopt(): Promise<void> {
    this.token.adoptNext();
    await this.passed('adopted');
  }
}
