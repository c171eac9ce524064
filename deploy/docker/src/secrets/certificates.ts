import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

/** A certificate and its private key, PEM (PKCS#8). */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const BITS = 2048;
const AUTHORITY_YEARS = 10;
/** Short enough that whoever installs it meets the renewal while he still knows of it. */
const SERVER_YEARS = 2;
const ORGANISATION = { shortName: 'O', value: 'ekey' };

/** The authority that the servers of one installation answer to, and nobody else. */
export function makeAuthority(now: Date): KeyPair {
  const { key, publicKey } = newKey();
  const certificate = certificateOf(publicKey, now, AUTHORITY_YEARS);
  certificate.setSubject([ORGANISATION, { shortName: 'CN', value: 'ekey internal authority' }]);
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  return signed(certificate, key, key);
}

/** @param hosts the names that the server is reached by; the first is its common name. */
export function makeServerCertificate(hosts: readonly string[], authority: KeyPair, now: Date): KeyPair {
  const { key, publicKey } = newKey();
  const issuer = forge.pki.certificateFromPem(authority.certificate);
  const certificate = certificateOf(publicKey, now, SERVER_YEARS);
  certificate.setSubject([ORGANISATION, { shortName: 'CN', value: hosts[0] ?? '' }]);
  certificate.setIssuer(issuer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    // Servers that are members of a cluster of one ask themselves, and show the same certificate as a client.
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    // RFC 5280 §4.2.1.6: type 2 is a DNS name, type 7 an address; health is asked from inside, as localhost.
    {
      name: 'subjectAltName',
      altNames: [...hosts, 'localhost', '127.0.0.1'].map((host) =>
        isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host },
      ),
    },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
  ]);
  return signed(certificate, key, authority.key);
}

function newKey(): { readonly key: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: BITS });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}

function certificateOf(publicKey: string, now: Date, years: number): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // RFC 5280 §4.1.2.2: positive, at most 20 octets.
  certificate.serialNumber = `4${randomBytes(16).toString('hex').slice(1)}`;
  // A server whose clock is a little behind takes it too.
  certificate.validity.notBefore = new Date(now.getTime() - 3_600_000);
  certificate.validity.notAfter = new Date(now);
  certificate.validity.notAfter.setUTCFullYear(now.getUTCFullYear() + years);
  return certificate;
}

function signed(certificate: forge.pki.Certificate, key: string, signer: string): KeyPair {
  const pkcs1 = createPrivateKey(signer).export({ type: 'pkcs1', format: 'pem' }) as string;
  certificate.sign(forge.pki.privateKeyFromPem(pkcs1), forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'), key };
}
