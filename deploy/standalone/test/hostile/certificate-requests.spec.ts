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
