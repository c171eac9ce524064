import { decidingCommands } from '@ekey/platform/testing';
import { releasedOnHold, validity } from '../testing/example-certificate';
import { CertificateHandler, HandleCertificate } from './certificate.handler';
import { issuedCertificate } from './issued-certificate';

const after = (facts: number) =>
  issuedCertificate(
    '4A',
    decidingCommands([[HandleCertificate, CertificateHandler]], {
      'issuance.Certificate-4A': releasedOnHold.slice(0, facts),
    }),
  );

it.each([0, 1, 2])('there is no certificate before it is signed: after %d facts', async (facts) =>
  expect(await after(facts)).toBeNull(),
);
it('a certificate is told from its own log, and whether it may leave issuance', async () => {
  const certificate = Buffer.from('MIIC', 'base64');
  expect(await after(3)).toEqual({ certificate, ...validity, isReleased: false });
  expect(await after(4)).toEqual({ certificate, ...validity, isReleased: true });
});
