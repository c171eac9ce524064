import { generateKeyPairSync } from 'node:crypto';
import type { HttpClient } from '@ekey/journeys';
import { makeRequest, type KeyPair } from '@ekey/soft-token';
import { forged } from './forged';
import { Ground } from './refusals';

let ground: Ground;
let line: HttpClient;
let place: string;

/** An order whose token lies on the bench. */
async function inProduction(): Promise<string> {
  const { application } = await ground.scene.approved();
  const { maker } = ground.scene.house.provider;
  await maker.orders.awaits(application.id, 'start-production');
  await maker.start(application.id, await ground.scene.blank());
  return `/api/issuance/v1/orders/${application.id}/certificate-requests`;
}

beforeAll(async () => {
  ground = await Ground.prepare();
  line = ground.scene.house.provider.maker.http;
  place = await inProduction();
});
afterAll(() => ground.world.end());

const subject = [{ type: '2.5.4.3', value: 'EK' }];
const requestOf = ({ privateKey, publicKey }: KeyPair): string => makeRequest(privateKey, publicKey, subject);
const pair = (): Promise<KeyPair> => ground.world.keys();

const refused = (request: string, expected: { status: number; code: string }, to = place) =>
  ground.refuses(line, ['POST', to, { body: { use: 'signing', request } }], expected);

describe('a request that has not seen the latest', () => {
  const stale = { status: 412, code: 'StaleRevision' };

  it('takes no token out of the stock', async () => {
    const { application } = await ground.scene.approved();
    await ground.scene.house.provider.maker.orders.awaits(application.id, 'start-production');
    const request = { body: { tokenSerial: await ground.scene.blank() }, ifMatch: 7 };
    await ground.refuses(line, ['POST', `/api/issuance/v1/orders/${application.id}/production`, request], stale);
  });

  it('packs no key', async () => {
    const { provider, shanghai } = ground.scene.house;
    const { application } = await ground.scene.approved();
    const serial = await ground.scene.blank();
    await provider.checker.checks(application.id, await provider.maker.makes(application.id, serial));
    await provider.shippingDesk.orders.awaits(application.id, 'ship');
    const where = { agencyId: shanghai.id, pickupPointId: shanghai.pickupPointId };
    const body = { tokens: [serial], ...where, carrier: '顺丰速运', trackingNumber: 'SF2026111100' };
    await ground.refuses(provider.shippingDesk.http, ['POST', '/api/issuance/v1/parcels', { body, ifMatch: 7 }], stale);
  });
});

describe('a certificate request', () => {
  it.each([
    ['is not one', 'nothing of the kind'],
    ['holds something else', `-----BEGIN CERTIFICATE REQUEST-----\n${Buffer.from('30820100', 'hex').toString('base64')}\n-----END CERTIFICATE REQUEST-----`], // prettier-ignore
  ])('that %s is refused', (_what, request) => refused(request, { status: 422, code: 'CsrMalformed' }));

  it('that is longer than any request is refused', () =>
    ground.refuses(line, ['POST', place, { body: { use: 'signing', request: 'M'.repeat(30_000) } }], {
      status: 400,
      code: 'InvalidRequest',
      field: 'request',
    }));

  it('that proves no possession of its key is refused', async () =>
    refused(forged(requestOf(await pair())), { status: 422, code: 'CsrSignatureWrong' }));

  it('signed by another key is refused', async () => {
    const { privateKey } = await pair();
    const { publicKey } = await pair();
    await refused(requestOf({ privateKey, publicKey }), { status: 422, code: 'CsrSignatureWrong' });
  });

  it('for a weak key is refused', () =>
    refused(requestOf(generateKeyPairSync('rsa', { modulusLength: 1_024 })), { status: 422, code: 'KeyTooWeak' }));

  it('for a use that there is not is refused', async () =>
    ground.refuses(line, ['POST', place, { body: { use: 'everything', request: requestOf(await pair()) } }], {
      status: 400,
      code: 'InvalidRequest',
      field: 'use',
    }));

  it('that has not seen the latest of its order claims no key', async () => {
    const body = { use: 'signing', request: requestOf(await pair()) };
    await ground.refuses(line, ['POST', place, { body, ifMatch: 0 }], { status: 412, code: 'StaleRevision' });
  });

  it('for a key that was used before is refused, in the same order and in any other', async () => {
    const request = requestOf(await pair());
    await line.post(place, { use: 'signing', request });
    const taken = { status: 409, code: 'PublicKeyTaken' };
    await ground.refuses(line, ['POST', place, { body: { use: 'encryption', request } }], taken);
    await refused(request, taken, await inProduction());
  });

  it('for a second key of the same use is refused', async () => {
    await refused(requestOf(await pair()), { status: 409, code: 'IssuanceAlreadyOpened' });
  });
});
