import { Inject, Injectable } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import { challengeText, toPem } from '@ekey/pki';
import { DOCUMENTS, problemOf, type Caller } from '@ekey/platform';
import { reject } from '@ekey/kernel';
import type { CertificateUse, MadeCertificate } from '../renewal/renewal.events';
import { whyOver } from '../renewal/renewal.rejections';
import type { Delivery, RenewalFile, Update } from '../renewal/renewal.state';
import { RenewalAccess, type OwnRenewal } from './renewal-access';
import { renewalProblems } from './renewals.problems';

/** A renewal whose token is being updated. */
export interface Updating {
  readonly found: OwnRenewal;
  readonly file: RenewalFile;
  readonly update: Update;
}

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 200];

/** What the update client is given, and how it learns that it is there. */
@Injectable()
export class UpdateDesk {
  constructor(
    private readonly access: RenewalAccess,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /** @throws the decider's own words where no update is under way, or another session has taken its place */
  async within(id: string, sessionId: string, caller: Caller): Promise<Updating> {
    const found = await this.access.find(id, caller);
    const { state } = found;
    if (state.status !== 'approved') throw problemOf(renewalProblems, whyOver(state));
    if (state.update === null) throw problemOf(renewalProblems, reject('SessionMissing'));
    if (state.update.sessionId !== sessionId) throw problemOf(renewalProblems, reject('SessionSuperseded'));
    return { found, file: state.file, update: state.update };
  }

  /** Looks again until there is a delivery or a refusal, or the time is over. */
  async awaited(id: string, sessionId: string, caller: Caller, seconds: number): Promise<Updating> {
    const end = performance.now() + seconds * 1_000;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, 2 * pause)) {
      const updating = await this.within(id, sessionId, caller);
      const { delivery } = updating.update;
      if (delivery !== null || refusedOf(updating.update).length > 0 || performance.now() >= end) return updating;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
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
