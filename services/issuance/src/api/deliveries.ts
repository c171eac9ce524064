import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import { toPem, type CertificateAuthority } from '@ekey/pki';
import { Commands, DOCUMENTS, SECRETS, VIEWS, type Secrets } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { issuedCertificate } from '../certificate/issued-certificate';
import { CERTIFICATE_AUTHORITY } from '../ports';
import type { CertificateUse } from '../public-key/public-key.events';
import { orderDetail, type OrderDetail } from '../views/order-detail.view';

/** What goes into the token: certificates and chain in PEM, the seal in base64. */
export interface Delivery {
  readonly attempt: number;
  readonly tokenSerial: string;
  readonly certificates: { readonly [Use in CertificateUse]: string | null };
  readonly chain: readonly string[];
  readonly seal: { readonly sealId: string; readonly sha256: string; readonly bytes: string } | null;
  /** Both certificates and the seal are there. */
  readonly complete: boolean;
  /** What the token signs for the quality check. */
  readonly nonce: string;
}

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 100];

/** What the line may write into the token of an order: nothing that has not left issuance. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(CERTIFICATE_AUTHORITY) private readonly authority: CertificateAuthority,
  ) {}

  /** @returns null while nothing is being made for the order. */
  async of(caseId: string): Promise<Delivery | null> {
    const making = (await this.views.get(orderDetail, caseId))?.making ?? null;
    if (making === null) return null;
    const { attempt, tokenSerial } = making;
    const [signing, encryption, seal] = await Promise.all([
      this.certificate(making.certificates.signing),
      this.certificate(making.certificates.encryption),
      this.seal(making.seal),
    ]);
    const { issuing, root } = this.authority.certificateChain();
    const complete = signing !== null && encryption !== null && seal !== null;
    const nonce = await this.nonce(caseId, attempt);
    return {
      attempt,
      tokenSerial,
      certificates: { signing, encryption },
      chain: [issuing, root],
      seal,
      complete,
      nonce,
    };
  }

  /** Looks again until the delivery holds what is waited for, or the time is over. */
  async within(caseId: string, seconds: number, suffices: (delivery: Delivery) => boolean): Promise<Delivery | null> {
    const end = performance.now() + seconds * 1000;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, 2 * pause)) {
      const delivery = await this.of(caseId);
      if ((delivery !== null && suffices(delivery)) || performance.now() >= end) return delivery;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Nobody foretells it, it fits one attempt at one key alone, and it needs no memory. */
  async nonce(caseId: string, attempt: number): Promise<string> {
    const key = await this.secrets.bytes('quality-nonce-key');
    return createHmac('sha256', key)
      .update(JSON.stringify([caseId, attempt]))
      .digest('base64url');
  }

  private async certificate(made: { serial: string; notBefore: string | null } | undefined): Promise<string | null> {
    if (made === undefined || made.notBefore === null) return null;
    const issued = await issuedCertificate(made.serial, this.commands);
    return issued?.isReleased ? toPem('CERTIFICATE', issued.certificate) : null;
  }

  private async seal(made: NonNullable<OrderDetail['making']>['seal']): Promise<Delivery['seal']> {
    const bytes = made === null ? null : await this.documents.get(made.documentId);
    if (made === null || bytes === null) return null;
    return { sealId: made.sealId, sha256: made.sha256, bytes: bytes.toString('base64') };
  }
}
