import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CertificateAuthority, CertificatePlaces } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';

export const places: CertificatePlaces = {
  crlUrl: 'http://pki.example/crl',
  ocspUrl: 'http://pki.example/ocsp',
  caIssuersUrl: 'http://pki.example/ca.pem',
  policyOid: '1.2.156.10197.6.1.99.1',
};

/** A real authority with small keys, made for one suite and forgotten with it. */
export async function exampleAuthority(): Promise<CertificateAuthority> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-authority-'));
  try {
    return await openFileCertificateAuthority({
      folder: path.join(folder, 'ca'),
      passphrase: 'a passphrase of no importance',
      provider: {
        provinceName: '北京市',
        localityName: '北京市',
        organisationName: '示例服务商',
        uscc: '91110101MA0000007T',
      },
      places,
      now: new Date('2026-01-01T00:00:00.000Z'),
      keyBits: { root: 2048 },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
