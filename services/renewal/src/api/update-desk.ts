import { Inject, Injectable } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import type { Clock } from '@ekey/kernel';
import { challengeText, toPem } from '@ekey/pki';
import { CLOCK, DOCUMENTS, problemOf, WaitingReaders, type Caller } from '@ekey/platform';
import { inSession } from '../renewal/decide/update';
import type { CertificateUse, MadeCertificate } from '../renewal/renewal.events';
import type { Delivery, RenewalFile, Update } from '../renewal/renewal.state';
import { RenewalAccess } from './renewal-access';
import { renewalProblems } from './renewals.problems';

/** A renewal whose token is being updated. */
export interface Updating {
  readonly file: RenewalFile;
  readonly update: Update;
}

/** What the update client is given, and how it learns that it is there. */
@Injectable()
export class UpdateDesk {
  constructor(
    private readonly access: RenewalAccess,
    private readonly waiting: WaitingReaders,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /** @throws the decider's own words where no update is under way in this session */
  async within(id: string, sessionId: string, caller: Caller): Promise<Updating> {
    const { state } = await this.access.find(id, caller);
    const at = inSession(state, { sessionId, now: this.clock.now() });
    if ('rejected' in at) throw problemOf(renewalProblems, at);
    return { file: at.approved.file, update: at.update };
  }

  /** Looks again until there is a delivery or a refusal, or the time is over. */
  awaited(id: string, sessionId: string, caller: Caller, seconds: number): Promise<Updating> {
    const isAnswered = ({ update }: Updating): boolean => update.delivery !== null || refusedOf(update).length > 0;
    return this.waiting.until(() => this.within(id, sessionId, caller), isAnswered, seconds);
  }

  async told(id: string, { update }: Updating) {
    const { attempt, delivery, steps } = update;
    const made = delivery === null ? null : await this.made(delivery);
    return {
      ...{ attempt, complete: made !== null, refused: refusedOf(update) },
      certificates: made?.certificates ?? null,
      chain: delivery?.chain ?? [],
      seal: made?.seal ?? null,
      confirmed: steps,
      text: proofText(id, update),
    };
  }

  private async made({ certificates, seal }: Delivery) {
    const bytes = await this.documents.get(seal.documentId);
    if (bytes === null) return null;
    const { sealId, sha256 } = seal;
    return {
      certificates: { signing: asPem(certificates.signing), encryption: asPem(certificates.encryption) },
      seal: { sealId, sha256, bytes: bytes.toString('base64') },
    };
  }
}

/** What the new signing key signs: for this case, this attempt and this session. */
export const proofText = (id: string, { attempt, nonce }: Update): string =>
  challengeText({ purpose: 'renewal', origin: `${id}/${attempt}`, nonce });

const USES: readonly CertificateUse[] = ['signing', 'encryption'];

const refusedOf = ({ requests }: Update) =>
  USES.flatMap((use) => {
    const code = requests[use]?.refused ?? null;
    return code === null ? [] : [{ use, code }];
  });

const asPem = ({ serial, certificate, sha256 }: MadeCertificate) => ({
  serial,
  sha256,
  certificate: toPem('CERTIFICATE', Buffer.from(certificate, 'base64')),
});
