import { assembleCertificate, assembleSeal, buildSealInfo, buildTbsCertificate, type CertificateUse } from '@ekey/pki';

/** A certificate for a key, from an issuer that nobody trusts: the token does not ask who issued it. */
export function certificateFor(spki: Buffer, use: CertificateUse): Buffer {
  const tbs = buildTbsCertificate({
    profile: use,
    serial: '4A01',
    issuer: { name: Buffer.from('3000', 'hex'), keyIdentifier: Buffer.alloc(20) },
    subject: {
      provinceName: '福建省',
      localityName: '福州市',
      organisationName: '福州示例进出口有限公司',
      commonName: '福州示例进出口有限公司',
    },
    uscc: '91350100M000100Y43',
    spki,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2029-01-01T00:00:00Z'),
    keyNumber: 'EK-1',
    crlUrl: 'http://ca.example.cn/crl',
    ocspUrl: 'http://ca.example.cn/ocsp',
    caIssuersUrl: 'http://ca.example.cn/ca.pem',
    policyOid: '1.2.3',
  });
  return assembleCertificate(tbs, Buffer.alloc(256)).der;
}

/** A seal that lists a certificate. */
export function sealFor(certificate: Buffer): Buffer {
  const info = buildSealInfo({
    sealId: 'ES-1',
    vendorId: 'EKEY',
    name: '福州示例进出口有限公司',
    certificates: [certificate],
    createdAt: new Date('2026-01-01T00:00:00Z'),
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: new Date('2029-01-01T00:00:00Z'),
    picture: { type: 'PNG', data: Buffer.alloc(8), widthMm: 40, heightMm: 40 },
  });
  return assembleSeal(info, certificate, '1.2.840.113549.1.1.11', Buffer.alloc(256));
}
