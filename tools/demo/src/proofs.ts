import { execFile, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { HttpClient, MadeKey } from '@ekey/journeys';
import { isRefusal, parseCrl, verifySeal, type SealVerdict } from '@ekey/pki';
import { promised } from './narrator';

/** What the authority shows to everybody. */
export interface PublicPki {
  /** PEM. */
  readonly issuing: string;
  readonly root: string;
  /** DER. */
  readonly crl: Buffer;
}

export async function readPublicPki(http: HttpClient): Promise<PublicPki> {
  const pem = (await http.get('/api/issuance/v1/ca.pem')).bytes.toString('utf8');
  const [issuing, root] = pem.split(/(?<=-----END CERTIFICATE-----)\n/);
  if (issuing === undefined || root === undefined) throw new Error('ca.pem holds two certificates');
  return { issuing, root, crl: (await http.get('/api/issuance/v1/crl')).bytes };
}

/** The chain, the subject, the dates and the uses, as node:crypto reads them. */
export function proveByNode({ token, delivery }: MadeKey, { issuing, root, crl }: PublicPki, nameCn: string): void {
  const [issuer, trusted] = [new X509Certificate(issuing), new X509Certificate(root)];
  promised('the root signs itself', trusted.verify(trusted.publicKey) && trusted.checkIssued(trusted));
  promised('the root signs the issuing authority', issuer.verify(trusted.publicKey) && issuer.ca);
  const list = parseCrl(crl);
  if (isRefusal(list)) throw new Error(list.en);
  for (const pem of [delivery.certificates.signing, delivery.certificates.encryption]) {
    const certificate = new X509Certificate(pem as string);
    promised('the issuing authority signs each certificate', certificate.verify(issuer.publicKey) && !certificate.ca);
    promised('it names the enterprise', certificate.subject.includes(`CN=${nameCn}`));
    promised('it names the key', certificate.subjectAltName?.includes(token.serialNumber) === true);
    promised('it is not on the revocation list', !list.revoked.has(certificate.serialNumber));
  }
  const inToken = token.readCertificate('signing');
  promised(
    'the token holds what was issued',
    inToken?.equals(new X509Certificate(delivery.certificates.signing as string).raw) === true,
  );
}

/** The electronic seal against chain, revocation list and the certificate that it is bound to. */
export function proveSeal({ token }: MadeKey, { issuing, root, crl }: PublicPki, at: Date): SealVerdict {
  const verdict = verifySeal(token.readSeal() as Buffer, {
    trustedRoots: root,
    intermediates: issuing,
    crl,
    at,
    signerCertificate: token.readCertificate('signing') as Buffer,
  });
  promised(`the seal is valid (${verdict.findings.map(({ code }) => code).join(', ')})`, verdict.valid);
  return verdict;
}

export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0;

/** `openssl verify` for both certificates, with the revocation list looked at. @returns what it said. */
export async function proveByOpenssl({ delivery }: MadeKey, pki: PublicPki): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-demo-pki-'));
  const file = async (name: string, content: string | Buffer): Promise<string> => {
    const place = path.join(folder, name);
    await writeFile(place, content);
    return place;
  };
  const openssl = async (...args: string[]): Promise<string> => (await promisify(execFile)('openssl', args)).stdout;
  try {
    const [root, issuing, crl] = [
      await file('root.pem', pki.root),
      await file('issuing.pem', pki.issuing),
      await file('crl.der', pki.crl),
    ];
    const list = await file('crl.pem', await openssl('crl', '-inform', 'DER', '-in', crl));
    const said: string[] = [];
    for (const use of ['signing', 'encryption'] as const) {
      const certificate = await file(`${use}.pem`, delivery.certificates[use] as string);
      const chain = ['-CAfile', root, '-untrusted', issuing, '-crl_check', '-CRLfile', list];
      said.push(
        (await openssl('verify', '-x509_strict', ...chain, certificate)).replace(`${folder}${path.sep}`, '').trim(),
      );
    }
    promised('openssl finds both certificates good', said.length === 2 && said.every((line) => line.endsWith(': OK')));
    return said;
  } finally {
    await rm(folder, { recursive: true });
  }
}
