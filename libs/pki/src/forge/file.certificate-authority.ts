import { type KeyObject, createHash, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { DerCursor, DerError, onlyContent, readSmallInteger } from '../asn1/der.reader';
import { TAG } from '../asn1/der.writer';
import {
  type CertificateAuthority,
  type CertificateChain,
  SigningRefused,
  type StatusResponder,
} from '../certificate/certificate-authority.port';
import { issuerOf } from '../certificate/certificate.issuer';
import { lintTbs } from '../certificate/certificate.lint';
import { readAlgorithm, readCertificate, readTbs, validityOf } from '../certificate/certificate.reader';
import { readSealInfo } from '../seal/seal.reader';
import { type AuthorityDescription, authorityName, holdCeremony } from './authority-ceremony';
import { type AuthorityFiles, clearStaging, readFolder, writeFolder } from './authority-folder';
import { AuthorityLoader } from './authority-loader';
import { delegatedResponder } from './delegated-responder';

export interface FileAuthorityOptions extends Pick<AuthorityDescription, 'provider' | 'places' | 'now'> {
  /** Its own folder; what stands beside it under `<folder>.making-*` is taken for the remains of a start that was killed. */
  readonly folder: string;
  /** From the secrets file, at least 16 characters; OpenSSL stretches it by PBKDF2 with few rounds, so it must be a random one. */
  readonly passphrase: string;
  readonly commonNames?: Partial<AuthorityDescription['commonNames']>;
  readonly keyBits?: Partial<AuthorityDescription['keyBits']>;
  readonly years?: Partial<AuthorityDescription['years']>;
}

/**
 * The root, which signs once, has 3072 bits. The issuing authority has 2048, as the keys in the tokens have: it signs for every key, and a
 * signature of 3072 bits costs from three to eight times as much (README, "Decisions").
 */
const KEY_BITS = { root: 3072, issuing: 2048, sealMaker: 2048 };
const YEARS = { root: 20, issuing: 10 };
const COMMON_NAMES = {
  root: 'EKEY Root CA',
  issuing: 'EKEY Issuing CA',
  sealMaker: 'EKEY Seal Maker',
  responder: 'EKEY Status Responder',
};

/**
 * Opens the authority of a folder, or makes one where there is none (a few seconds of key generation, off the event loop).
 * @throws AuthorityUnreadable naming the file that is missing, broken, of another passphrase or of another authority
 */
export async function openFileCertificateAuthority(options: FileAuthorityOptions): Promise<CertificateAuthority> {
  if (options.passphrase.length < 16)
    throw new RangeError('the passphrase of the authority has at least 16 characters');
  await clearStaging(options.folder);
  const description = descriptionOf(options);
  const files = (await readFolder(options.folder)) ?? (await found(description, options));
  return new FileCertificateAuthority(files, options, description);
}

const descriptionOf = (options: FileAuthorityOptions): AuthorityDescription => ({
  provider: options.provider,
  places: options.places,
  now: options.now,
  commonNames: { ...COMMON_NAMES, ...options.commonNames },
  keyBits: { ...KEY_BITS, ...options.keyBits },
  years: { ...YEARS, ...options.years },
});

async function found(description: AuthorityDescription, options: FileAuthorityOptions): Promise<AuthorityFiles> {
  const files = await holdCeremony(description, options.passphrase);
  await writeFolder(options.folder, files);
  return files;
}

const signAsync = promisify(sign);

class FileCertificateAuthority implements CertificateAuthority {
  private readonly chain: CertificateChain;
  private readonly certificates: { readonly root: Buffer; readonly issuing: Buffer; readonly sealMaker: Buffer };
  private readonly issuingKey: KeyObject;
  private readonly makerKey: KeyObject;
  private readonly name: Buffer;
  private readonly notAfter: Date;

  constructor(
    files: AuthorityFiles,
    { folder, passphrase }: FileAuthorityOptions,
    private readonly description: AuthorityDescription,
  ) {
    const load = new AuthorityLoader(folder, files);
    const [root, issuing, maker] = [
      load.certificate('root.cert.pem'),
      load.certificate('issuing.cert.pem'),
      load.certificate('seal-maker.cert.pem'),
    ];
    load.isIssuedBy('root.cert.pem', root, root);
    load.isIssuedBy('issuing.cert.pem', issuing, root);
    load.isIssuedBy('seal-maker.cert.pem', maker, issuing);
    this.issuingKey = load.key('issuing.key.pem', issuing, passphrase);
    this.makerKey = load.key('seal-maker.key.pem', maker, passphrase);
    this.chain = { root: root.toString(), issuing: issuing.toString() };
    this.certificates = { root: root.raw, issuing: issuing.raw, sealMaker: maker.raw };
    const parts = readCertificate(issuing.raw);
    this.name = parts.subject;
    this.notAfter = validityOf(parts).notAfter;
  }

  certificateChain(): CertificateChain {
    return this.chain;
  }

  fingerprints(): { issuing: string; root: string; sealMaker: string } {
    const digest = (der: Buffer): string => createHash('sha256').update(der).digest('hex');
    const { root, issuing, sealMaker } = this.certificates;
    return { root: digest(root), issuing: digest(issuing), sealMaker: digest(sealMaker) };
  }

  async signTbs(tbs: Buffer): Promise<Buffer> {
    const findings = lintTbs(tbs);
    if (findings.length > 0) throw new SigningRefused(findings.map(({ code }) => code));
    const parts = readTbs(tbs);
    if (!parts.issuer.equals(this.name)) throw new SigningRefused(['AnotherIssuer']);
    if (validityOf(parts).notAfter > this.notAfter) throw new SigningRefused(['OutlivesIssuer']);
    return signAsync('sha256', tbs, this.issuingKey);
  }

  async signCrl(tbs: Buffer): Promise<Buffer> {
    const issuer = issuerOfList(tbs);
    if (!issuer) throw new SigningRefused(['NotACertificateList']);
    if (!issuer.equals(this.name)) throw new SigningRefused(['AnotherIssuer']);
    return signAsync('sha256', tbs, this.issuingKey);
  }

  sealMakerCertificate(): Buffer {
    return this.certificates.sealMaker;
  }

  async signSeal(sealInfo: Buffer): Promise<Buffer> {
    try {
      readSealInfo(sealInfo);
    } catch (error) {
      throw error instanceof DerError ? new SigningRefused(['NotASeal']) : error;
    }
    return signAsync('sha256', sealInfo, this.makerKey);
  }

  async delegateResponder(notBefore: Date, notAfter: Date): Promise<StatusResponder> {
    if (notAfter > this.notAfter) throw new SigningRefused(['OutlivesIssuer']);
    const { commonNames, places } = this.description;
    return delegatedResponder({
      ...{ issuer: issuerOf(this.certificates.issuing), issuingKey: this.issuingKey, places, notBefore, notAfter },
      name: authorityName(this.description, commonNames.responder),
    });
  }
}

/** A TBSCertList begins with its version, a TBSCertificate with a tagged one, so that neither can be signed as the other. */
function issuerOfList(tbs: Buffer): Buffer | null {
  try {
    const list = new DerCursor(onlyContent(tbs, TAG.SEQUENCE));
    if (readSmallInteger(list.next(TAG.INTEGER)) !== 1) return null;
    readAlgorithm(list.enter());
    return list.next(TAG.SEQUENCE).raw;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
