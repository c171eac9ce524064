import { createPublicKey, verify } from 'node:crypto';
import { DerError } from './asn1/der.reader';
import { followChain, hasKeyUsage } from './certificate/certificate.chain';
import type { CertificateChain } from './certificate/certificate-authority.port';
import { readCertificate, serialHex, validityOf } from './certificate/certificate.reader';
import { fromPem } from './pem';

/** What a key is asked to prove itself for. A signature given for one is worth nothing for another. */
export type ProofPurpose = 'log-in' | 'renewal';

export interface KeyChallenge {
  readonly purpose: ProofPurpose;
  /** The origin (RFC 6454) that asks, or the case that is to be proved. */
  readonly origin: string;
  /** At least 32 random bytes, base64url. */
  readonly nonce: string;
}

/** The text that a token signs, UTF-8: none of its lines can hold a line feed, so that no two challenges read alike. */
export const challengeText = ({ purpose, origin, nonce }: KeyChallenge): string =>
  `ekey key proof v1\n${purpose}\n${origin}\n${nonce}\n`;

export type SignerFault =
  'CertificateUnreadable' | 'CertificateOfAnotherAuthority' | 'CertificateNotYetValid' | 'CertificateNotForSigning';

export interface Signer {
  /** Upper-case hex. */
  readonly serial: string;
  readonly notAfter: Date;
}

/**
 * Whose certificate this is, or why it proves nothing here: it must lead to our root, be meant for signatures, and have begun.
 * Whether one that has run out still serves for something is the caller's to say. Never throws, whatever the bytes are.
 */
export function readSigner(der: Buffer, chain: CertificateChain, at: Date): Signer | SignerFault {
  try {
    const parts = readCertificate(der);
    const { faults } = followChain(der, blocksOf(chain.issuing), blocksOf(chain.root), at);
    if (faults.includes('untrusted')) return 'CertificateOfAnotherAuthority';
    if (faults.includes('not-yet-valid')) return 'CertificateNotYetValid';
    if (!hasKeyUsage(parts, 'digitalSignature')) return 'CertificateNotForSigning';
    return { serial: serialHex(parts.serial), notAfter: validityOf(parts).notAfter };
  } catch (error) {
    if (error instanceof DerError) return 'CertificateUnreadable';
    throw error;
  }
}

const blocksOf = (pem: string): readonly Buffer[] => fromPem('CERTIFICATE', pem) ?? [];

/**
 * Whether the key that a certificate certifies has signed this text, with SHA-256.
 * @param certificate DER
 * @param signature base64
 * @throws DerError for a certificate that cannot be read
 */
export function isSignedByHolder(certificate: Buffer, text: string, signature: string): boolean {
  const key = createPublicKey({ key: readCertificate(certificate).spki, format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
