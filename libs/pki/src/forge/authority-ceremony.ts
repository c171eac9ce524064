import { type KeyObject, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { assembleCertificate } from '../certificate/certificate.assemble';
import * as extensions from '../certificate/certificate.extensions';
import { type Issuer, issuerOf } from '../certificate/certificate.issuer';
import { type CertificatePlaces, buildTbsCertificate, tbsCertificate } from '../certificate/certificate.tbs';
import { subjectName } from '../distinguished-name';
import type { AuthorityFiles } from './authority-folder';

/** The provider (电子钥匙服务商), in whose name the authority issues and seals are made. */
export interface Provider {
  readonly provinceName: string;
  readonly localityName: string;
  readonly organisationName: string;
  readonly uscc: string;
}

/** What a new authority is made from. Read at the first start only; afterwards the folder says what it is. */
export interface AuthorityDescription {
  readonly provider: Provider;
  readonly places: CertificatePlaces;
  readonly now: Date;
  readonly commonNames: {
    readonly root: string;
    readonly issuing: string;
    readonly sealMaker: string;
    readonly responder: string;
  };
  readonly keyBits: { readonly root: number; readonly issuing: number; readonly sealMaker: number };
  readonly years: { readonly root: number; readonly issuing: number };
}

export const generate = promisify(generateKeyPair);
const signAsync = promisify(sign);

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes the three key pairs and certificates of an authority. The slowest part, key generation, runs in the thread pool. */
export async function holdCeremony(description: AuthorityDescription, passphrase: string): Promise<AuthorityFiles> {
  const { keyBits } = description;
  const [rootKeys, issuingKeys, makerKeys] = await Promise.all([
    generate('rsa', { modulusLength: keyBits.root }),
    generate('rsa', { modulusLength: keyBits.issuing }),
    generate('rsa', { modulusLength: keyBits.sealMaker }),
  ]);
  const root = await certify(rootTbs(description, rootKeys), rootKeys);
  const issuing = await certify(issuingTbs(description, issuingKeys, issuerOf(root)), rootKeys);
  const maker = await certify(makerTbs(description, makerKeys, issuerOf(issuing)), issuingKeys);
  return {
    'root.key.pem': encrypted(rootKeys, passphrase),
    'root.cert.pem': root,
    'issuing.key.pem': encrypted(issuingKeys, passphrase),
    'issuing.cert.pem': issuing,
    'seal-maker.key.pem': encrypted(makerKeys, passphrase),
    'seal-maker.cert.pem': maker,
  };
}

const encrypted = (keys: Pair, passphrase: string): string =>
  keys.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();

export const spkiOf = (keys: Pair): Buffer => keys.publicKey.export({ type: 'spki', format: 'der' });

export async function certify(tbs: Buffer, by: Pair): Promise<string> {
  return assembleCertificate(tbs, await signAsync('sha256', tbs, by.privateKey)).pem;
}

/** Authorities have serial numbers from the generator of the system: 127 bits, positive, 16 octets. */
export function randomSerial(): string {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets.toString('hex');
}

function addYears(at: Date, years: number): Date {
  const later = new Date(at);
  later.setUTCFullYear(at.getUTCFullYear() + years);
  return later;
}

export function authorityName(description: Pick<AuthorityDescription, 'provider'>, commonName: string): Buffer {
  const { provinceName, localityName, organisationName } = description.provider;
  return subjectName({ provinceName, localityName, organisationName, commonName });
}

function rootTbs(description: AuthorityDescription, keys: Pair): Buffer {
  const name = authorityName(description, description.commonNames.root);
  return tbsCertificate({
    serial: randomSerial(),
    issuerName: name,
    subjectName: name,
    spki: spkiOf(keys),
    notBefore: description.now,
    notAfter: addYears(description.now, description.years.root),
    extensions: [
      extensions.basicConstraints({ pathLength: null }),
      extensions.keyUsage(['keyCertSign', 'cRLSign']),
      extensions.subjectKeyIdentifier(spkiOf(keys)),
    ],
  });
}

/** A path length of 0: what it issues issues nothing. With `digitalSignature` it may also answer for the status of certificates itself. */
function issuingTbs(description: AuthorityDescription, keys: Pair, root: Issuer): Buffer {
  return tbsCertificate({
    serial: randomSerial(),
    issuerName: root.name,
    subjectName: authorityName(description, description.commonNames.issuing),
    spki: spkiOf(keys),
    notBefore: description.now,
    notAfter: addYears(description.now, description.years.issuing),
    extensions: [
      extensions.basicConstraints({ pathLength: 0 }),
      extensions.keyUsage(['digitalSignature', 'keyCertSign', 'cRLSign']),
      extensions.subjectKeyIdentifier(spkiOf(keys)),
      extensions.authorityKeyIdentifier(root.keyIdentifier),
      extensions.certificatePolicy(description.places.policyOid),
    ],
  });
}

/** It lives as long as the authority above it: a seal outlives no certificate it hangs on. */
function makerTbs(description: AuthorityDescription, keys: Pair, issuing: Issuer): Buffer {
  const { provinceName, localityName, organisationName, uscc } = description.provider;
  return buildTbsCertificate({
    profile: 'seal-maker',
    serial: randomSerial(),
    issuer: issuing,
    subject: { provinceName, localityName, organisationName, commonName: description.commonNames.sealMaker },
    uscc,
    spki: spkiOf(keys),
    notBefore: description.now,
    notAfter: addYears(description.now, description.years.issuing),
    ...description.places,
  });
}
