import { X509Certificate } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CertificateAuthority,
  type CertificateUse,
  type RevokedCertificate,
  OID,
  assembleCertificate,
  assembleCrl,
  buildTbsCertificate,
  buildTbsCrl,
  isCrlOf,
  isRefusal,
  issuerOf,
  makeCertificateRequest,
  parseCertificateRequest,
  parseCrl,
  readName,
  serialNumber,
} from '../src';
import { PLACES, SUBJECT, keyCertificate, testAuthority } from './authority.fixture';
import { type Pair, rsaPair } from './keys.fixture';

/**
 * What two programs say about a certificate: node:crypto always, openssl where it is installed. Each test asserts the answers of all that are
 * present, so that nothing is left out on a machine without openssl and more is proved on one that has it.
 */
const OPENSSL = spawnSync('openssl', ['version']).status === 0;

let authority: CertificateAuthority;
let folder: string;
let close: () => Promise<void>;
beforeAll(async () => {
  const made = await testAuthority();
  [authority, folder, close] = [made.authority, dirname(made.folder), made.close];
  writeFileSync(join(folder, 'root.pem'), authority.certificateChain().root);
  writeFileSync(join(folder, 'issuing.pem'), authority.certificateChain().issuing);
});
afterAll(() => close());

const KEYS: Record<CertificateUse, () => Pair> = {
  signing: () => rsaPair('token signing'),
  encryption: () => rsaPair('token encryption'),
};
const SERIAL_KEY = Buffer.alloc(32, 9);

/** From the request of a token to the certificate, as the effect of issuance does it. */
async function issued(use: CertificateUse): Promise<{ pem: string; certificate: X509Certificate }> {
  const { privateKey, publicKey } = KEYS[use]();
  const request = parseCertificateRequest(
    makeCertificateRequest(privateKey, publicKey, [{ type: OID.commonName, value: 'token T-1' }]),
  );
  if (isRefusal(request)) throw new Error(request.rejected);
  const tbs = buildTbsCertificate(
    keyCertificate(authority, { profile: use, spki: request.spki, serial: serialNumber(SERIAL_KEY, 'case-1', 1, use) }),
  );
  const { pem } = assembleCertificate(tbs, await authority.signTbs(tbs));
  return { pem, certificate: new X509Certificate(pem) };
}

async function crlOf(revoked: RevokedCertificate[]): Promise<Buffer> {
  const tbs = buildTbsCrl({
    issuer: issuerOf(authority.certificateChain().issuing),
    thisUpdate: new Date('2026-02-28T10:05:00Z'),
    nextUpdate: new Date('2026-02-28T11:05:00Z'),
    crlNumber: 4711,
    revoked,
  });
  return assembleCrl(tbs, await authority.signCrl(tbs));
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What `openssl verify` says: its exit code and its words. */
function opensslVerify(pem: string, ...more: string[]): string {
  const options = [
    '-x509_strict',
    '-policy',
    PLACES.policyOid,
    '-explicit_policy',
    '-CAfile',
    join(folder, 'root.pem'),
    '-untrusted',
    join(folder, 'issuing.pem'),
  ];
  const at = `${Date.parse('2026-02-28T10:30:00Z') / 1000}`;
  const run = spawnSync('openssl', ['verify', ...options, '-attime', at, ...more, file('leaf.pem', pem)], {
    encoding: 'utf8',
  });
  return run.status === 0 ? 'OK' : run.stderr;
}

describe.each(['signing', 'encryption'] as const)('The %s certificate of a key', (use) => {
  it('leads to the root', async () => {
    const { pem, certificate } = await issued(use);
    const [issuing, root] = [
      new X509Certificate(authority.certificateChain().issuing),
      new X509Certificate(authority.certificateChain().root),
    ];
    expect(certificate.checkIssued(issuing) && certificate.verify(issuing.publicKey)).toBe(true);
    expect(issuing.checkIssued(root) && issuing.verify(root.publicKey)).toBe(true);
    if (OPENSSL) expect(opensslVerify(pem)).toBe('OK');
  });

  it('is for the key that asked for it, under its serial number', async () => {
    const { certificate } = await issued(use);
    expect(certificate.checkPrivateKey(KEYS[use]().privateKey)).toBe(true);
    expect(certificate.serialNumber).toBe(serialNumber(SERIAL_KEY, 'case-1', 1, use));
    expect(certificate.ca).toBe(false);
  });

  it("names the enterprise in Chinese and nobody's person", async () => {
    const { pem, certificate } = await issued(use);
    expect(certificate.subject).toContain(`O=${SUBJECT.organisationName}`);
    expect(certificate.subjectAltName).toBe('URI:urn:ekey:key:EK-2026-000017');
    expect(readName(issuerOf(certificate.raw).name).map(({ value }) => value)).toContain(SUBJECT.organisationName);
    const options = ['x509', '-noout', '-subject', '-nameopt', 'utf8,sep_comma_plus', '-in', file('leaf.pem', pem)];
    if (OPENSSL) expect(execFileSync('openssl', options, { encoding: 'utf8' })).toContain(SUBJECT.organisationName);
  });

  it('is good while the list holds it not, and refused while it is on hold', async () => {
    const { pem, certificate } = await issued(use);
    const held = await crlOf([
      { serial: certificate.serialNumber, at: new Date('2026-02-28T10:00:00Z'), reason: 'certificateHold' },
    ]);
    const empty = await crlOf([]);
    const list = parseCrl(held);
    if (isRefusal(list)) throw new Error(list.rejected);
    expect(list.revoked.get(certificate.serialNumber)?.reason).toBe('certificateHold');
    expect(isCrlOf(list, new X509Certificate(authority.certificateChain().issuing).raw)).toBe(true);
    if (!OPENSSL) return;
    const withList = (name: string, der: Buffer) => opensslVerify(pem, '-crl_check', '-CRLfile', crlPem(name, der));
    expect(withList('empty.crl', empty)).toBe('OK');
    expect(withList('held.crl', held)).toContain('certificate revoked');
  });
});

function crlPem(name: string, der: Buffer): string {
  const path = file(name, der);
  execFileSync(
    'openssl',
    ['crl', '-inform', 'DER', '-in', path, '-out', `${path}.pem`, '-CAfile', join(folder, 'issuing.pem'), '-verify'],
    { stdio: 'pipe' },
  );
  return `${path}.pem`;
}

describe('A request that another tool made', () => {
  it('is accepted as our own', async () => {
    const key = file('key.pem', KEYS.signing().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const made = OPENSSL
      ? execFileSync(
          'openssl',
          ['req', '-new', '-key', key, '-subj', '/C=CN/CN=T-1', '-addext', 'keyUsage=digitalSignature'],
          { encoding: 'utf8', stdio: 'pipe' },
        )
      : makeCertificateRequest(KEYS.signing().privateKey, KEYS.signing().publicKey, [
          { type: OID.commonName, value: 'T-1' },
        ]);
    const request = parseCertificateRequest(made);
    expect(isRefusal(request) ? request : request.subject.at(-1)).toEqual({ type: OID.commonName, value: 'T-1' });
  });
});
