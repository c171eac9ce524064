import path from 'node:path';
import { problemOf, until, type KeyHolder, type KeyProof } from '@ekey/journeys';
import { describeKeyLogIn, inOneWorld } from '@ekey/journeys/procedures';
import { letPass, type Case, type Sent } from '@ekey/journeys/scene';
import { Unavailable } from '@ekey/kernel';
import { assembleCertificate, buildTbsCertificate, issuerOf, readCertificate, toPem } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import { issuanceTells } from './issuance-tells';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const APPLICATIONS = '/api/intake/v1/applications';

let world: StandaloneWorld;
let issuanceAnswers = true;

const opened = async (): Promise<StandaloneWorld> =>
  (world = await standaloneWorld({
    exchange: (adapters) => ({
      ...adapters,
      issuedKeys: {
        chain: () => adapters.issuedKeys.chain(),
        status: (serial) => {
          if (!issuanceAnswers) throw new Unavailable('issuance does not answer');
          return adapters.issuedKeys.status(serial);
        },
      },
    }),
  }));

inOneWorld(opened, (on) => {
  describeKeyLogIn(on);

  describe('one process', () => {
    let collected: Case & Sent;
    let holder: KeyHolder;
    beforeAll(async () => {
      collected = await on().collected();
      holder = on().holderOf(collected);
    }, 60_000);

    const proof = async (change: Partial<KeyProof> = {}): Promise<KeyProof> => ({
      ...(await holder.proof(await holder.asks())),
      ...change,
    });
    const stillIn = async (): Promise<number> => (await holder.http.send('GET', APPLICATIONS)).status;

    it('lets nobody in whose key another authority has certified', async () => {
      const certificate = await certifiedElsewhere(collected);
      await letPass(world, { minutes: 1 });
      const refused = holder.answers(await proof({ certificate }));
      expect((await problemOf(refused))[1]).toBe('CertificateOfAnotherAuthority');
    });

    it('lets nobody in unasked where issuance gives no answer', async () => {
      issuanceAnswers = false;
      try {
        expect(await problemOf(holder.answers(await proof()))).toEqual([503, 'CertificateStatusUnknown']);
      } finally {
        issuanceAnswers = true;
      }
    });

    it.each(['issuance.CertificateSuspended.v1', 'issuance.CertificateRevoked.v1'] as const)(
      'ends the sessions of a key with %s',
      async (type) => {
        await holder.logIn();
        expect(await stillIn()).toBe(403);
        await issuanceTells(world, type, collected);
        await until('the session has ended', stillIn, (status) => status === 401);
      },
    );

    it('begins none once the certificate has run out', async () => {
      await letPass(world, { days: 366 });
      expect((await problemOf(holder.answers(await proof())))[1]).toBe('CertificateExpired');
    });
  });
});

/** The key for signing, certified by an authority that nobody here knows. */
async function certifiedElsewhere({ token, enterprise }: Case & Sent): Promise<string> {
  const places = {
    ...{ crlUrl: 'http://ca.example/crl', ocspUrl: 'http://ca.example/ocsp', caIssuersUrl: 'http://ca.example/ca' },
    policyOid: '1.2.156.99999.1.1',
  };
  const name = { provinceName: '北京市', localityName: '北京市', organisationName: '另一认证机构' };
  const folder = path.join(world.folder, 'another-ca');
  const stranger = await openFileCertificateAuthority({
    ...{ folder, passphrase: 'of another authority', places, keyBits: { root: 2048 } },
    ...{ provider: { ...name, uscc: '91110000802100433B' }, now: new Date(world.now()) },
  });
  const own = token.readCertificate('signing') ?? Buffer.alloc(0);
  const tbs = buildTbsCertificate({
    ...{ ...places, profile: 'signing', serial: '4A'.repeat(16), uscc: enterprise.facts.uscc },
    ...{ issuer: issuerOf(stranger.certificateChain().issuing), subject: { ...name, commonName: '仿冒' } },
    ...{ spki: readCertificate(own).spki.toString('base64'), keyNumber: token.serialNumber },
    ...{ notBefore: new Date(world.now()), notAfter: new Date('2027-03-01T00:00:00Z') },
  });
  const { der } = assembleCertificate(tbs, await stranger.signTbs(tbs));
  return toPem('CERTIFICATE', der);
}
