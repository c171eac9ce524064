import { X509Certificate } from 'node:crypto';
import { parseCrl, verifySeal } from '@ekey/pki';
import { until } from '@ekey/journeys';
import { agencyId, agent, everyDocument, IssuanceDesk, pickupPointId } from './issuance-desk';

const clock = { now: () => new Date(Date.parse('2026-03-02T02:00:00.000Z') + (Date.now() - begun)).toISOString() };
const begun = Date.now();
const desk = new IssuanceDesk(clock);

beforeAll(() => desk.open());
afterAll(() => desk.dispose());

describe('a key, from the re-verification to the hand of the enterprise', () => {
  it('is made, checked, shipped, received, reviewed and handed over', async () => {
    const { maker, shipper, counter } = desk.people;
    const caseId = await desk.reVerified();
    const tokenSerial = 'EK20260001';
    await desk.make(caseId, tokenSerial);
    await maker.post(`/orders/${caseId}/pin-letter`, {
      letterNumber: 'PIN-1',
      dispatch: { carrier: 'EMS', trackingNumber: 'EM770001' },
    });
    const parcelId = await desk.ship([tokenSerial], 'SF100000001');
    await desk.at(caseId, 'shipped');
    await counter.post(`/parcels/${parcelId}/receipt`, { tokens: [tokenSerial] });
    await desk.at(caseId, 'received');
    await counter.post(`/orders/${caseId}/pickup-notice`, {});
    await counter.post(`/orders/${caseId}/final-review`, { verdict: 'pass', documents: everyDocument });
    const receipt = await until('the receipt', () => counter.send('GET', `/orders/${caseId}/receipt.pdf`), ({ status }) => status === 200);
    expect(receipt.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await counter.post(`/orders/${caseId}/hand-over`, {
      tokenSerial,
      collector: { kind: 'authorised-user', ...agent },
      receiptSigned: true,
    });
    await desk.at(caseId, 'collected');

    const types = (await until('the certificates are live', () => desk.published(caseId), (all) => all.filter(({ type }) => type === 'issuance.CertificateActivated.v1').length === 2)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['issuance.ProductionStarted.v1', 'issuance.KeyMade.v1', 'issuance.KeyShipped.v1', 'issuance.KeyReceived.v1', 'issuance.KeyReadyForCollection.v1', 'issuance.KeyCollected.v1']));
    expect(await desk.parked()).toEqual([]);
    const stock = await shipper.get<{ status: string }>(`/tokens/${tokenSerial}`);
    expect(stock.body.status).toBe('handed-over');
    expect([agencyId, pickupPointId]).toEqual(['agency-44', 'point-4403']);
  });
});

it('puts nobody else at risk: certificates chain to the root, and the seal verifies', async () => {
  const caseId = await desk.reVerified();
  await desk.make(caseId, 'EK20260002');
  const delivery = await desk.delivery(caseId);
  const [signing, issuing, root] = [delivery.certificates.signing, ...delivery.chain].map((pem) => new X509Certificate(pem!));
  expect(signing!.verify(issuing!.publicKey)).toBe(true);
  expect(issuing!.verify(root!.publicKey)).toBe(true);
  const crl = parseCrl((await desk.people.counter.get('/crl')).bytes);
  if ('rejected' in crl) throw new Error(crl.rejected);
  expect(crl.revoked.get(signing!.serialNumber)?.reason).toBe('certificateHold');
  const seal = verifySeal(Buffer.from(delivery.seal.bytes, 'base64'), {
    trustedRoots: delivery.chain[1]!,
    intermediates: delivery.chain[0]!,
    at: new Date(clock.now()),
  });
  expect(seal.findings).toEqual([]);
});
