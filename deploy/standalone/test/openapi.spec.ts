import { faultsOf, type Document } from '@ekey/platform/testing';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

interface Listed {
  readonly const?: string;
  readonly description?: string;
}

let world: StandaloneWorld;
beforeAll(async () => {
  world = await standaloneWorld();
});
afterAll(() => world.end());

const documentOf = async (service: string): Promise<Document> =>
  (await (await fetch(`${world.url}/api/${service}/openapi.json`)).json()) as Document;

describe.each(['intake', 'review', 'issuance', 'renewal', 'notify'])('the description of %s', (service) => {
  it('keeps the rules of OpenAPI 3.1, and tells in Chinese and English what every route does, and the body of every success', async () => {
    expect(faultsOf(await documentOf(service))).toEqual([]);
  });

  it('tells what only its refusals say under no word that every refusal has', async () => {
    const { components } = await documentOf(service);
    expect(components.schemas['Problem']).toMatchObject({
      properties: {
        type: { type: 'string', format: 'uri' },
        title: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string', description: 'Stable: programs may depend on it.' },
        instance: { type: 'string', format: 'uri' },
        messages: { required: ['zh-CN', 'en'] },
        errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
      },
    });
    expect(components.schemas['Problem']).not.toHaveProperty('properties.detail');
  });
});

it('the pages to which mails lead are named where their links are used', async () => {
  const { paths } = await documentOf('intake');
  const said = (route: string, method: string): string =>
    JSON.stringify(paths[`/api/intake/v1${route}`]?.[method]?.requestBody);
  expect(said('/address-confirmations', 'post')).toContain('`/confirm-address`');
  expect(said('/password-resets/{account}', 'put')).toContain('`/reset-password`');
  expect(said('/invitations', 'post')).toContain('`/accept-invitation`');
  expect(said('/activations', 'post')).toContain('`/activate-account`');
});

it.each([
  ['/accounts', 'post'],
  ['/applications', 'post'],
  ['/applications/{id}/form', 'put'],
  ['/applications/{id}/submission', 'post'],
])('what an enterprise sends to %s is shown by an example', async (route, method) => {
  const { paths } = await documentOf('intake');
  const body = paths[`/api/intake/v1${route}`]?.[method]?.requestBody?.content['application/json'];
  expect(body?.schema).toHaveProperty('example');
});

it.each([
  ['intake', 'ScanOfAnotherForm', 422],
  ['intake', 'ImageTypeNotSupported', 422],
  ['intake', 'StaleRevision', 412],
  ['renewal', 'RenewalNotYetOpen', 409],
  ['review', 'ClaimNeeded', 403],
  ['issuance', 'WitnessUnknown', 422],
])('what %s refuses as %s is listed, with its status and in both languages', async (service, code, status) => {
  const { components } = await documentOf(service);
  const { anyOf } = (components.schemas['Problem'] as { properties: { code: { anyOf: Listed[] } } }).properties.code;
  const said = anyOf.find((each) => each.const === code)?.description;
  expect(said).toMatch(new RegExp(`^${status} · .*\\p{Script=Han}.* · [ -~–—“”’]+$`, 'u'));
});

it('a client can be written from the description of intake alone', async () => {
  const { components } = await documentOf('intake');
  const named = ['Application', 'Applications', 'ApplicationLine', 'Timeline', 'TimelineStep', 'Problem', 'Words'];
  expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(named));
});
