import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { House } from './house/house';
import { shelfRights } from './house/shelf.service';
import { faultsOf, type Document } from '../src/testing';

let house: House;
let document: Document;
beforeAll(async () => {
  house = await House.open();
  document = (await house.send<Document>('GET', '/api/notify/openapi.json')).body;
});
afterAll(() => house.close());

const operation = (method: string, path: string) => {
  const found = document.paths[path]?.[method];
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
};

describe('the description of the API', () => {
  it('keeps the rules of OpenAPI 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(faultsOf(document)).toEqual([]);
  });

  it('is found wanting where a route does not say what it does in both languages, or says the same as another', () => {
    const path = '/api/notify/v1/shelves';
    const list = operation('get', path);
    const faultsWith = (summary?: string) => {
      const described = { ...document.paths[path], get: { ...list, summary } };
      return faultsOf({ ...document, paths: { ...document.paths, [path]: described } } as Document);
    };
    expect(list.summary).toBe('架子列表 · The shelves');
    const missing = `get ${path}: its summary is not one in Chinese and English`;
    for (const summary of [undefined, '架子列表', 'The shelves', 'The shelves · 架子列表'])
      expect(faultsWith(summary)).toEqual([missing]);
    expect(faultsWith('新建架子 · Build a shelf')).toEqual(['新建架子 · Build a shelf is not unique']);
    expect(faultsWith(`架子 · ${'Shelves '.repeat(20)}`)).toEqual([`get ${path}: its summary is too long`]);
  });

  it('holds every route of the service, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described).toEqual(expect.arrayContaining(Object.keys(shelfRights)));
    expect(described.filter((route) => !(route in shelfRights))).toEqual([
      'GET /api/notify/v1/audit/events',
      'GET /api/notify/v1/audit/access',
      'GET /api/notify/v1/reactors',
      'POST /api/notify/v1/reactors/redrive',
    ]);
  });

  it('says what a body may hold, and that it may hold nothing else', () => {
    const { requestBody } = operation('post', '/api/notify/v1/shelves/{id}/things');
    expect(requestBody?.content['application/json']?.schema).toEqual({
      type: 'object',
      properties: {
        thing: { type: 'string', minLength: 1, maxLength: 20 },
        tags: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 5 } },
      },
      required: ['thing'],
      additionalProperties: false,
    });
  });

  it('says of a body that it need not be sent where the route goes on without one', async () => {
    const token = await house.token({ roles: ['CS', 'SYS'] });
    const mayBeMissing = async (path: string) => {
      const { status } = await house.send('POST', path, { token });
      return [status !== 400, operation('post', path).requestBody?.required !== true];
    };
    expect(await mayBeMissing('/api/notify/v1/reactors/redrive')).toEqual([true, true]);
    expect(await mayBeMissing('/api/notify/v1/shelves')).toEqual([false, false]);
  });

  it('is found wanting where a body is asked for in which nothing can be said', () => {
    const path = '/api/notify/v1/reactors/redrive';
    const redrive = operation('post', path);
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const requestBody = { required: true, content: { 'application/json': { schema } } };
    const described = { post: { ...redrive, requestBody } };
    expect(faultsOf({ ...document, paths: { ...document.paths, [path]: described } })).toEqual([
      `post ${path}: a body is required that can hold nothing`,
    ]);
  });

  it('says what stands in the address and in the query', () => {
    const { parameters } = operation('get', '/api/notify/v1/shelves');
    expect(parameters).toContainEqual({ name: 'open', in: 'query', required: false, schema: { type: 'string', enum: ['0', '1'] } }); // prettier-ignore
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'limit', in: 'query', required: false, schema: expect.objectContaining({ minimum: 1, maximum: 200, default: 50 }) as object })); // prettier-ignore
    const put = operation('post', '/api/notify/v1/shelves/{id}/things').parameters;
    expect(put).toContainEqual({ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[\\w-]{1,100}$' } }); // prettier-ignore
  });

  it('says who may, as the table of rights has it', () => {
    expect(operation('get', '/api/notify/v1/public').security).toEqual([]);
    expect(operation('post', '/api/notify/v1/alarm').security).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(operation('post', '/api/notify/v1/alarm').description).toBe('权限 · For: CS 客服');
  });

  it('names the headers of a write where it is one', () => {
    const headersOf = (method: string, path: string) =>
      operation(method, path)
        .parameters.map(({ $ref }) => $ref?.split('/').at(-1))
        .filter((name) => name !== undefined);
    expect(headersOf('get', '/api/notify/v1/shelves/{id}')).toEqual(['AcceptLanguage']);
    expect(headersOf('post', '/api/notify/v1/shelves')).toEqual(['AcceptLanguage', 'IdempotencyKey']);
    expect(headersOf('post', '/api/notify/v1/shelves/{id}/things')).toEqual(['AcceptLanguage', 'IdempotencyKey', 'IfMatch']); // prettier-ignore
  });

  it('describes what If-Match may hold', async () => {
    const pattern = document.components.parameters?.['IfMatch']?.schema.pattern ?? '';
    const token = await house.token({ roles: ['CS'] });
    const place = `/api/notify/v1/shelves/${await house.shelf(token)}/things`;
    for (const given of ['"3"', '*', '"999999999999999"', '3', 'W/"3"', '""', '"3", "4"', '"9999999999999999"']) {
      const sent = { token, body: { thing: 'vase' }, headers: { 'if-match': given } };
      const { body } = await house.send<{ code?: string } | undefined>('POST', place, sent);
      expect([given, body?.code === 'InvalidIfMatch']).toEqual([given, !new RegExp(pattern, 'u').test(given)]);
    }
  });

  it('describes refusals as they are', async () => {
    const ajv = addFormats(new Ajv2020({ strict: false }));
    const fits = ajv.compile({ ...document.components.schemas.Problem, components: document.components });
    const token = await house.token({ roles: ['CS'] });
    const refusals = [
      await house.send('GET', '/api/notify/v1/shelves'),
      await house.send('POST', '/api/notify/v1/shelves', { token, body: { colour: 'red' } }),
      await house.send('GET', '/no/such'),
    ];
    for (const { body } of refusals) expect([fits(body), fits.errors]).toEqual([true, null]);
  });

  it('says of every success what it answers, by the name it has', () => {
    const answer = (method: string, path: string) => Object.entries(operation(method, path).responses)[0];
    const named = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
    expect(answer('post', '/api/notify/v1/shelves')).toEqual([
      '201',
      {
        description: 'Created',
        headers: { ETag: { $ref: '#/components/headers/ETag' } },
        content: named('BuiltShelf'),
      },
    ]);
    expect(answer('get', '/api/notify/v1/shelves')).toEqual(['200', { description: 'OK', content: named('Shelves') }]);
    expect(answer('delete', '/api/notify/v1/log-ins/current')).toEqual(['204', { description: 'No Content' }]);
    expect(document.components.schemas['Shelves']).toMatchObject({ properties: { next: { type: 'string' } }, required: ['items'] }); // prettier-ignore
  });

  it('leaves answers room to grow', () => {
    expect(JSON.stringify(document.components.schemas)).not.toContain('"additionalProperties":false');
  });

  it('is there as YAML too', async () => {
    expect((await house.send('GET', '/api/notify/openapi.yaml')).text).toMatch(/^openapi: 3\.1\.0$/m);
  });
});

describe('headers that keep browsers from misuse', () => {
  it('stand on data', async () => {
    for (const address of ['/health/live', '/no/such', '/api/notify/v1/shelves/%']) {
      const { headers } = await house.send('GET', address);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('stand all on pages', async () => {
    const { headers } = await house.send('GET', '/api/notify/docs');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect([headers.get('cross-origin-opener-policy'), headers.get('x-frame-options')]).toEqual(['same-origin', 'SAMEORIGIN']); // prettier-ignore
  });
});

describe('the page to browse it', () => {
  it('loads nothing but its own files, all of which are there', async () => {
    const { text, headers } = await house.send('GET', '/api/notify/docs');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const address = new URL(file, `${house.url}/api/notify/docs`);
      expect(address.origin).toBe(house.url);
      expect([file, (await house.send('GET', address.pathname)).status]).toEqual([file, 200]);
    }
  });

  it.each([
    ['a path that leaves its folder', '..%2F..%2F..%2Fpackage.json', '', 404],
    ['a path that climbs to the root', '../../../etc/passwd', '', 404],
    ['a path of slashes', '//', '', 404],
    ['a path with a NUL in it', '%00', '', 404],
    ['bytes behind the end of a file', 'swagger-ui.css', 'range: bytes=99999999-', 416],
    ['a file in another version than it has', 'swagger-ui.css', 'if-match: "none"', 412],
  ])('answers with a problem document for %s', async (_what, file, header, status) => {
    const head = `GET /api/notify/docs/${file} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${header && `${header}\r\n`}\r\n`;
    const [, body = ''] = (await house.raw(head)).split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ status });
  });
});
