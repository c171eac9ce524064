import { createPublicKey, verify } from 'node:crypto';
import { DerError, enterOnly, readOid } from '../asn1/der.reader';
import { OID } from '../asn1/object-identifiers';
import { type ChainFault, followChain, hasKeyUsage, x509 } from '../certificate/certificate.chain';
import { type CertificateParts, extensionOf, readCertificate, serialHex } from '../certificate/certificate.reader';
import { isCrlOf, parseCrl } from '../crl/crl.reader';
import { fromPem } from '../pem';
import { type Finding, finding, isRefusal } from '../refusal';
import { SEAL_WORDINGS, type SealCode } from './seal.codes';
import { type ReadSeal, parseSeal } from './seal.reader';

export interface SealTrust {
  /** PEM: root certificates that are trusted, several blocks allowed. Nothing else in here is trusted. */
  readonly trustedRoots: string;
  /** PEM: certificates that may stand between the maker's and a root. */
  readonly intermediates?: string;
  readonly at: Date;
  /** DER of the list of the authority that issued the maker's certificate. Without it revocation is not looked at. */
  readonly crl?: Buffer;
  /** DER of the certificate that signs with the seal: it must be byte-equal to one in the seal. */
  readonly signerCertificate?: Buffer;
}

export interface SealVerdict {
  readonly valid: boolean;
  /** In the order of checking. A seal whose form or signature is wrong is not looked at further. */
  readonly findings: readonly Finding<SealCode>[];
  /** What the seal says; absent where its form is wrong. */
  readonly seal?: ReadSeal;
}

/**
 * Checks a seal in the order of GM/T 0031 §6.1.2: form → signature → maker's certificate (chain, dates, usage, revoked) → dates of the seal. No
 * seal and no list makes it throw.
 * @throws RangeError where the trusted certificates themselves cannot be read: that is the caller's fault and not the seal's
 */
export function verifySeal(der: Buffer, trust: SealTrust): SealVerdict {
  const seal = parseSeal(der);
  if (isRefusal(seal)) return verdict([{ code: seal.rejected, detail: seal.detail }]);
  const maker = readMaker(seal);
  if (!maker) return verdict([{ code: 'MakerCertificateMalformed' }], seal);
  if (seal.signatureAlgorithm !== OID.sha256WithRSAEncryption) {
    return verdict([{ code: 'SealAlgorithmNotSupported', detail: seal.signatureAlgorithm }], seal);
  }
  if (!isSignedBy(seal, maker)) return verdict([{ code: 'SealSignatureWrong' }], seal);
  return verdict([...makerFaults(seal, maker, trust), ...sealFaults(seal, trust)], seal);
}

interface Fault {
  readonly code: SealCode;
  readonly detail?: string | undefined;
}

function verdict(faults: readonly Fault[], seal?: ReadSeal): SealVerdict {
  const findings = faults.map(({ code, detail }) => finding(SEAL_WORDINGS, code, detail));
  return { valid: findings.length === 0, findings, ...(seal ? { seal } : {}) };
}

function readMaker(seal: ReadSeal): CertificateParts | null {
  try {
    x509(seal.makerCertificate);
    return readCertificate(seal.makerCertificate);
  } catch {
    return null;
  }
}

function isSignedBy(seal: ReadSeal, maker: CertificateParts): boolean {
  try {
    const key = createPublicKey({ key: maker.spki, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' && verify('sha256', seal.sealInfo, key, seal.signature);
  } catch {
    return false; // OpenSSL refuses the key
  }
}

const CHAIN_CODES: Record<ChainFault, SealCode> = {
  untrusted: 'MakerCertificateNotTrusted',
  'not-yet-valid': 'MakerCertificateNotYetValid',
  expired: 'MakerCertificateExpired',
};

function makerFaults(seal: ReadSeal, maker: CertificateParts, trust: SealTrust): Fault[] {
  const roots = certificatesIn(trust.trustedRoots);
  const intermediates = certificatesIn(trust.intermediates ?? '');
  try {
    const chain = followChain(seal.makerCertificate, intermediates, roots, trust.at);
    const usage = isMaker(maker) ? [] : [{ code: 'MakerCertificateUsageWrong' as const }];
    const revocation = trust.crl && chain.path[1] ? revocationFaults(maker, chain.path[1], trust.crl, trust.at) : [];
    return [...chain.faults.map((fault) => ({ code: CHAIN_CODES[fault] })), ...usage, ...revocation];
  } catch (error) {
    if (error instanceof DerError) return [{ code: 'MakerCertificateMalformed', detail: error.message }];
    throw error;
  }
}

function certificatesIn(pem: string): Buffer[] {
  const certificates = fromPem('CERTIFICATE', pem);
  if (!certificates?.every(isReadable)) throw new RangeError('a trusted certificate cannot be read');
  return certificates;
}

function isReadable(der: Buffer): boolean {
  try {
    x509(der);
    readCertificate(der);
    return true;
  } catch {
    return false;
  }
}

/** Both the bit for signatures and the usage that only a maker's certificate has: an enterprise may not make its own seal. */
function isMaker(maker: CertificateParts): boolean {
  const usages = extensionOf(maker, OID.extKeyUsage);
  const isForSeals = usages !== undefined && enterOnly(usages.value).rest().map(readOid).includes(OID.sealMaking);
  return isForSeals && hasKeyUsage(maker, 'digitalSignature');
}

function revocationFaults(maker: CertificateParts, issuer: Buffer, crl: Buffer, at: Date): Fault[] {
  const list = parseCrl(crl);
  if (isRefusal(list)) return [{ code: 'CrlNotUsable', detail: list.detail }];
  if (!isCrlOf(list, issuer)) return [{ code: 'CrlNotUsable', detail: 'issuer' }];
  const revocation = list.revoked.get(serialHex(maker.serial));
  const revoked: Fault[] =
    revocation && revocation.at <= at ? [{ code: 'MakerCertificateRevoked', detail: revocation.reason }] : [];
  const isCurrent = list.thisUpdate <= at && at <= list.nextUpdate;
  return isCurrent ? revoked : [{ code: 'CrlNotUsable', detail: 'dates' }, ...revoked];
}

function sealFaults(seal: ReadSeal, trust: SealTrust): Fault[] {
  const { signerCertificate: signer, at } = trust;
  const faults: Fault[] = [];
  if (at < seal.validFrom) faults.push({ code: 'SealNotYetValid' });
  if (at > seal.validUntil) faults.push({ code: 'SealExpired' });
  if (signer && !seal.certificates.some((certificate) => certificate.equals(signer)))
    faults.push({ code: 'SignerNotInSeal' });
  return faults;
}
