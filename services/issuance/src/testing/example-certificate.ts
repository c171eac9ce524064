import type { CertificateEvent } from '../certificate/certificate.events';

export const named = { serial: '4A', caseId: 'case-1', uscc: 'X' };
export const validity = { notBefore: 'from', notAfter: 'to' };

/** A certificate up to its release: reserved, prepared, issued, and named by a revocation list as on hold. */
export const releasedOnHold: readonly CertificateEvent[] = [
  {
    type: 'SerialNumberReserved',
    data: {
      ...{ ...named, attempt: 1, use: 'signing', tokenSerial: 'EK1', spki: 'MIIB', reservedAt: 'then' },
      subject: { provinceName: '广东省', localityName: '深圳市', organisationName: '示例公司' },
    },
  },
  {
    type: 'IssuancePrepared',
    data: { serial: '4A', profile: 'signing', ...validity, tbs: 'AA', tbsSha256: 'aa', preparedAt: 'then' },
  },
  { type: 'CertificateIssued', data: { serial: '4A', certificate: 'MIIC', sha256: 'cc', issuedAt: 'then' } },
  {
    type: 'HoldPublished',
    data: { ...named, attempt: 1, use: 'signing', ...validity, crlNumber: 7, publishedAt: 'then' },
  },
];
