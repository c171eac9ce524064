import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateAuthority, type CertificatePlaces, type KeyCertificate, issuerOf } from '../src';
import { openFileCertificateAuthority } from '../src/forge';
import { rsaPair, spkiOf } from './keys.fixture';

export const PLACES: CertificatePlaces = {
  crlUrl: 'http://ca.example.cn/crl',
  ocspUrl: 'http://ca.example.cn/ocsp',
  caIssuersUrl: 'http://ca.example.cn/ca.pem',
  policyOid: '1.2.156.99999.1.1',
};

export const PROVIDER = {
  provinceName: '北京市',
  localityName: '北京市',
  organisationName: '示例电子商务中心',
  uscc: '91110000802100433B',
};

export const FOUNDED = new Date('2026-01-05T00:00:00Z');
export const PASSPHRASE = 'a passphrase of the tests';

export const SUBJECT = {
  provinceName: '福建省',
  localityName: '福州市',
  organisationName: '福州示例进出口有限公司',
  commonName: '福州示例进出口有限公司',
};

/** An authority in a folder of its own, with short-lived keys of 2048 bits throughout; `close` takes the folder away. */
export async function testAuthority(): Promise<{
  authority: CertificateAuthority;
  folder: string;
  close: () => Promise<void>;
}> {
  const parent = await mkdtemp(join(tmpdir(), 'ekey-authority-'));
  const folder = join(parent, 'ca');
  const authority = await openFileCertificateAuthority({
    folder,
    passphrase: PASSPHRASE,
    provider: PROVIDER,
    places: PLACES,
    now: FOUNDED,
    keyBits: { root: 2048 },
  });
  return { authority, folder, close: () => rm(parent, { recursive: true }) };
}

export function keyCertificate(authority: CertificateAuthority, changes: Partial<KeyCertificate> = {}): KeyCertificate {
  return {
    profile: 'signing',
    serial: '4A00000000000000000000000000BEEF',
    issuer: issuerOf(authority.certificateChain().issuing),
    subject: SUBJECT,
    uscc: '91350100M000100Y43',
    spki: spkiOf(rsaPair('enterprise')),
    notBefore: new Date('2026-02-02T08:30:00Z'),
    notAfter: new Date('2029-02-02T08:30:00Z'),
    keyNumber: 'EK-2026-000017',
    ...PLACES,
    ...changes,
  };
}
