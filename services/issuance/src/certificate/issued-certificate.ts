import type { Commands } from '@ekey/platform';
import { HandleCertificate } from './certificate.handler';
import { isKnown, type CertificateState } from './certificate.state';

export interface IssuedCertificate {
  /** DER. */
  readonly certificate: Buffer;
  readonly notBefore: string;
  readonly notAfter: string;
  /** A revocation list names it as on hold, or did: it may leave issuance. */
  readonly isReleased: boolean;
}

/**
 * The certificate of this serial number from its own log, which alone keeps its bytes.
 * @returns null where there is none, or none yet
 */
export async function issuedCertificate(serial: string, commands: Commands): Promise<IssuedCertificate | null> {
  const state = (await commands.ask(HandleCertificate, serial)).state as CertificateState;
  if (!isKnown(state)) return null;
  const { certificate, notBefore, notAfter, step } = state;
  if (certificate === null || notBefore === null || notAfter === null) return null;
  return { certificate: Buffer.from(certificate, 'base64'), notBefore, notAfter, isReleased: step === 'released' };
}
