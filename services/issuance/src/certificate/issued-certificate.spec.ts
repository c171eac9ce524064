import { decidingCommands } from '@ekey/platform/testing';
import { CertificateHandler, HandleCertificate } from './certificate.handler';
import type { CertificateEvent } from './certificate.events';
import { issuedCertificate } from './issued-certificate';

const named = { serial: '4A', caseId: 'case-1', uscc: 'X' };
const validity = { notBefore: 'from', notAfter: 'to' };
const way: readonly CertificateEvent[] = [
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
const after = (facts: number) =>
  issuedCertificate(
    '4A',
    decidingCommands([[HandleCertificate, CertificateHandler]], { 'issuance.Certificate-4A': way.slice(0, facts) }),
  );

it.each([0, 1, 2])('there is no certificate before it is signed: after %d facts', async (facts) =>
  expect(await after(facts)).toBeNull(),
);
it('a certificate is told from its own log, and whether it may leave issuance', async () => {
  const certificate = Buffer.from('MIIC', 'base64');
  expect(await after(3)).toEqual({ certificate, ...validity, isReleased: false });
  expect(await after(4)).toEqual({ certificate, ...validity, isReleased: true });
});
