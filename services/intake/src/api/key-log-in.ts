import { Inject, Injectable } from '@nestjs/common';
import { Unavailable } from '@ekey/kernel';
import { fromPem, isSignedByHolder, readSigner, type Signer } from '@ekey/pki';
import { Commands, CONFIG, type CallersKey, type Config } from '@ekey/platform';
import { HandleKeyAccess } from '../key-access/key-access.handler';
import type { KeyAccessState } from '../key-access/key-access.state';
import { renewalToFinish } from '../key-access/renewal-to-finish';
import { ISSUED_KEYS, type IssuedKeys, type KeyStatus } from './issued-keys.port';
import { keyFault, statusUnknown, type KeyFault } from './key-log-in.problems';
import { KeyChallenges } from './key-challenges';
import { KeySessions, type KeySession } from './key-sessions';

/** What a holder offers: the certificate in his token as PEM, and the signature in base64. */
export interface KeyProof {
  readonly nonce: string;
  readonly certificate: string;
  readonly signature: string;
}

/** Lets in whoever proves to hold a key that is worth something now. That is all he has proved: it approves nothing. */
@Injectable()
export class KeyLogIn {
  constructor(
    private readonly challenges: KeyChallenges,
    private readonly sessions: KeySessions,
    private readonly commands: Commands,
    @Inject(ISSUED_KEYS) private readonly issued: IssuedKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @throws the problem that says what is wrong with certificate, signature or key; statusUnknown where issuance gives no answer
   */
  async begin(proof: KeyProof, origin: string, now: string): Promise<KeySession> {
    const text = await this.challenges.answered(proof.nonce, origin, now);
    if (text === null) throw keyFault('ChallengeUnknown');
    const der = onlyCertificate(proof.certificate);
    const signer = await this.signer(der, now);
    if (!isSignedByHolder(der, text, proof.signature)) throw keyFault('SignatureWrong');
    const worth = await this.worthOf(signer, now);
    // Noted before the question: whatever ends the certificate after the answer finds the session to end.
    const noted = await this.sessions.note(signer.serial, now);
    const status = await this.askedOf(() => this.issued.status(signer.serial));
    const fault = faultOf(status);
    if (status === null || fault !== null) {
      await this.sessions.end(signer.serial, noted);
      throw keyFault(fault ?? 'CertificateUnknown');
    }
    const key = { serial: signer.serial, uscc: status.uscc, ...worth };
    return { sessionId: noted, key, tokenSerial: status.tokenSerial };
  }

  /** What a session is good for, by the dates alone. @throws keyFault where the certificate has run out, and no renewal is to be finished */
  private async worthOf({ serial, notAfter }: Signer, now: string): Promise<Pick<CallersKey, 'onlyFor'>> {
    const end = { notAfter: notAfter.toISOString(), now, graceDays: this.config.RENEWAL_GRACE_DAYS };
    if (end.notAfter >= now) return {};
    const { state } = await this.commands.ask(HandleKeyAccess, serial);
    const onlyFor = renewalToFinish(state as KeyAccessState, end);
    if (onlyFor === null) throw keyFault('CertificateExpired');
    return { onlyFor };
  }

  private async signer(der: Buffer, now: string): Promise<Signer> {
    const chain = await this.askedOf(() => this.issued.chain());
    const signer = readSigner(der, chain, new Date(now));
    if (typeof signer === 'string') throw keyFault(signer);
    return signer;
  }

  /** Without an answer nobody is let in. */
  private async askedOf<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    try {
      return await question();
    } catch (error) {
      if (error instanceof Unavailable) throw statusUnknown();
      throw error;
    }
  }
}

/** One block; anything else is no certificate, and is refused where it is read. */
const onlyCertificate = (pem: string): Buffer => {
  const blocks = fromPem('CERTIFICATE', pem);
  return blocks?.length === 1 && blocks[0] !== undefined ? blocks[0] : Buffer.alloc(0);
};

function faultOf(status: KeyStatus | null): KeyFault | null {
  if (status === null) return 'CertificateUnknown';
  if (status.use !== 'signing') return 'CertificateNotForSigning';
  if (status.status === 'good') return null;
  return status.status === 'on-hold' ? 'CertificateOnHold' : 'CertificateRevoked';
}
