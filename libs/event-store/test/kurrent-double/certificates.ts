import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface TestCertificates {
  /** Of the authority that a client is told to trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;

/** An authority made for one test, and a certificate of it for this machine. */
export function testCertificates(): TestCertificates {
  const [authorityKeys, serverKeys] = [keyPair(), keyPair()];
  const authority = certificateOf('test authority', '01', authorityKeys.public);
  authority.setIssuer(authority.subject.attributes);
  authority.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ]);
  authority.sign(authorityKeys.private, forge.md.sha256.create());
  const server = certificateOf('localhost', '02', serverKeys.public);
  server.setIssuer(authority.subject.attributes);
  server.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
  ]);
  server.sign(authorityKeys.private, forge.md.sha256.create());
  return {
    authority: forge.pki.certificateToPem(authority),
    certificate: forge.pki.certificateToPem(server),
    key: forge.pki.privateKeyToPem(serverKeys.private),
  };
}

function keyPair() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  return { private: key, public: forge.pki.setRsaPublicKey(key.n, key.e) };
}

function certificateOf(name: string, serialNumber: string, publicKey: forge.pki.PublicKey): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serialNumber;
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.validity.notBefore = new Date(Date.now() - DAY);
  certificate.validity.notAfter = new Date(Date.now() + DAY);
  return certificate;
}
