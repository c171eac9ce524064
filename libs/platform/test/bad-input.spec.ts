import { gzipSync } from 'node:zlib';
import { BINARY_LIMIT, JSON_LIMIT } from '../src/http/body-parsers';
import { House, type Problem } from './house/house';

const API = '/api/notify/v1';
let house: House;
let token: string;
let shelf: string;

beforeAll(async () => {
  house = await House.open();
  token = await house.token({ roles: ['CS'] });
  shelf = await house.shelf(token);
});
afterAll(async () => {
  // Whatever was sent here, nothing was written but the one shelf.
  expect(await house.floor.service('notify').eventStore.head()).toBe(1);
  await house.close();
});

const things = () => `${API}/shelves/${shelf}/things`;
const post = (body: string | Buffer, headers = {}) => house.send('POST', things(), { body, token, headers });
const english = { 'accept-language': 'en' };

/** The problem document of an answer that was read from the bare connection. */
function problemOf(answer: string): Problem & { readonly head: string } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/content-type: application\/problem\+json; charset=utf-8/i);
  return { ...(JSON.parse(body) as Problem), head };
}

describe('a body', () => {
  it.each([
    ['cut off', '{"thing":"vase"', 'BrokenJson'],
    ['with a comma too many', '{"thing":"vase",}', 'BrokenJson'],
    ['not in UTF-8', Buffer.from('{"thing":"\xe9"}', 'latin1'), 'BrokenJson'],
    ['with half a character', '{"thing":"\\ud83d"}', 'BrokenJson'],
    ['with half a character in a name', '{"thing":"vase","\\udc00":1}', 'BrokenJson'],
    ['nested a thousand deep', `{"thing":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 'JsonTooDeep'],
    ['nested and never closed', '['.repeat(100_000), 'JsonTooDeep'],
    ['that reaches for the prototype', '{"thing":"vase","__proto__":{"admin":true}}', 'ForbiddenName'],
    ['that reaches for it in disguise', '{"thing":"vase","\\u005f_proto__":1}', 'ForbiddenName'],
    ['that reaches for the constructor', '{"thing":"vase","constructor":{"prototype":{}}}', 'ForbiddenName'],
    ['that is missing', '', 'InvalidRequest'],
    ['that is null', 'null', 'InvalidRequest'],
    ['that is a list', '[]', 'InvalidRequest'],
    ['that is a text', '"vase"', 'InvalidRequest'],
  ])('%s is refused', async (_what, body, code) => {
    const { status, body: problem } = await post(body);
    expect([status, problem.code, problem.status]).toEqual([400, code, 400]);
  });

  it('may hold brackets in texts, whole characters however spelt, and backslashes', async () => {
    for (const thing of ['[[{{'.repeat(2_000), '\\ud83d\\ude00'.repeat(21), '\\\\ud83d'.repeat(9)]) {
      const { body } = await post(`{"thing":"${thing}"}`);
      expect(body.errors).toMatchObject([{ field: 'thing', code: 'TooLarge' }]);
    }
  });

  it('is told every field that does not fit, in both languages, and what it may hold', async () => {
    const body = JSON.stringify({ thing: 'x'.repeat(21), tags: ['ok', 7, 'too long'], colour: 'red', size: 1 });
    const { body: problem } = await post(body);
    expect(problem.code).toBe('InvalidRequest');
    expect(problem.errors?.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'thing TooLarge',
      'tags.1 WrongType',
      'tags.2 TooLarge',
      'colour UnknownField',
      'size UnknownField',
    ]);
    for (const { detail, messages } of problem.errors ?? []) {
      expect(detail).toBe(messages['zh-CN']);
      expect(messages).toEqual({ 'zh-CN': expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[ -~–]+$/) }); // prettier-ignore
    }
  });

  it('is told what is missing, in the words of the service where it has some', async () => {
    const { body } = await post('{}', english);
    expect(body.errors).toMatchObject([{ field: 'thing', code: 'WrongType', detail: 'A thing has a name of 1–20 characters.' }]); // prettier-ignore
    const plain = await house.send('POST', `${API}/shelves`, { body: {}, token, headers: english });
    expect(plain.body.errors).toMatchObject([{ field: 'owner', code: 'WrongType', detail: 'This is required.' }]);
  });

  it('of a kind that nobody takes is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'no/such;;type']) {
      const { status, body } = await post('thing=vase', { 'content-type': type });
      expect([type, status, body.code]).toEqual([type, 415, 'MediaTypeNotSupported']);
    }
  });

  it('of another kind than the route takes is refused without a look into it', async () => {
    for (const type of ['image/gif', 'image/heic', 'application/octet-stream', 'application/ocsp-request']) {
      const { status, body } = await post(Buffer.from('GIF89a'), { 'content-type': type });
      expect([type, status, body.code, body.errors]).toEqual([type, 415, 'MediaTypeNotSupported', undefined]);
    }
  });

  it('that is compressed is refused, with what is taken instead', async () => {
    for (const coding of ['gzip', 'br', 'x-unknown', 'identity, gzip']) {
      const sent = await post(gzipSync('{"thing":"vase"}'), { 'content-encoding': coding });
      expect([sent.status, sent.body.code]).toEqual([415, 'ContentCodingNotSupported']);
      expect(sent.headers.get('accept-encoding')).toBe('identity');
    }
    const picture = { body: gzipSync('GIF89a'), token, headers: { 'content-type': 'image/png', 'content-encoding': 'gzip' } }; // prettier-ignore
    expect((await house.send('PUT', `${API}/shelves/${shelf}/picture`, picture)).body.code).toBe('ContentCodingNotSupported'); // prettier-ignore
    expect((await post('{"thing":7}', { 'content-encoding': 'identity' })).body.code).toBe('InvalidRequest');
  });

  it('where nothing is asked for is refused, whatever it holds named; an empty one says nothing', async () => {
    const at = (method: string, path: string, body: unknown) => house.send(method, `${API}${path}`, { body, token });
    for (const [method, path] of [
      ['POST', '/alarm'],
      ['DELETE', '/log-ins/current'],
    ] as const) {
      const refused = await at(method, path, { until: 'dawn' });
      expect([refused.status, refused.body.code]).toEqual([400, 'InvalidRequest']);
      expect(refused.body.errors).toMatchObject([{ field: 'until', code: 'UnknownField' }]);
      expect((await at(method, path, '[]')).status).toBe(400);
    }
    for (const nothing of [{}, undefined]) expect((await at('DELETE', '/log-ins/current', nothing)).status).toBe(204);
  });

  it('that says to be too large is not waited for', async () => {
    const head = `POST ${things()} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${JSON_LIMIT + 1}\r\n\r\n`; // prettier-ignore
    const problem = problemOf(await house.raw(head));
    expect([problem.status, problem.code]).toEqual([413, 'BodyTooLarge']);
  });

  it('that says to be too large is let go of to its end, so that who sends it can read why', async () => {
    const to = `HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n`;
    const head = `POST ${things()} ${to}content-type: application/json\r\ncontent-length: ${JSON_LIMIT + 2}\r\n\r\n`;
    const half = ' '.repeat(JSON_LIMIT / 2 + 1);
    const next = `GET ${API}/public ${to}connection: close\r\n\r\n`;
    const statuses = (await house.raw([head, half, 300, half, next])).match(/HTTP\/1.1 \d+/g);
    expect(statuses).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('that turns out too large is refused while it arrives', async () => {
    const head = `POST ${things()} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n`; // prettier-ignore
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const problem = problemOf(await house.raw([head, ...Array<string>(5).fill(chunk)]));
    expect([problem.status, problem.code]).toEqual([413, 'BodyTooLarge']);
  });

  it('that is an image may be as large as images may be, and no larger', async () => {
    const picture = (bytes: number) =>
      house.send<{ bytes?: number; code?: string }>('PUT', `${API}/shelves/${shelf}/picture`, {
        ...{ body: Buffer.alloc(bytes), token, headers: { 'content-type': 'image/png' } },
      });
    expect((await picture(BINARY_LIMIT)).body).toEqual({ bytes: BINARY_LIMIT });
    expect((await picture(BINARY_LIMIT + 1)).body).toMatchObject({ code: 'BodyTooLarge' });
  });

  it('that does not come to its end takes room from its own sender alone', async () => {
    const picture = `/api/notify/v1/shelves/${shelf}/picture`;
    const head = `PUT ${picture} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: image/png\r\nconnection: close\r\ncontent-length: ${BINARY_LIMIT}\r\n\r\n`; // prettier-ignore
    const half = 'a'.repeat(BINARY_LIMIT / 2);
    const slow = Array.from({ length: 15 }, () => house.raw([head, half, 1_500, half]));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const problem = problemOf(await house.raw(head));
    expect([problem.status, problem.code]).toEqual([429, 'TooManyRequests']);
    expect((await post('{"name":"small"}')).status).not.toBe(429);
    const other = await house.token({ roles: ['CS'], id: 'other' });
    const sent = { body: Buffer.alloc(BINARY_LIMIT), headers: { 'content-type': 'image/png' } };
    expect((await house.send('PUT', picture, { ...sent, token: other })).status).toBe(200);
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1.1 200/);
    expect((await house.send('PUT', picture, { ...sent, token })).status).toBe(200);
  });
});

describe('a query', () => {
  it.each(['limit=0', 'limit=201', 'limit=ten', 'limit=1&limit=2', 'open=2', 'colour=red'])(
    '%s is refused, and the field named',
    async (query) => {
      const { status, body } = await house.send('GET', `${API}/shelves?${query}`, { token });
      expect([status, body.code, body.errors?.[0]?.field]).toEqual([400, 'InvalidRequest', query.split('=')[0]]);
    },
  );

  it.each(['notify', 'notify:-1', 'NOTIFY:1', 'notify:1:2', 'notify:9999999999999999'])(
    'atLeast=%s is refused',
    async (value) => {
      const { status, body } = await house.send('GET', `${API}/shelves/${shelf}?atLeast=${value}`, { token });
      expect([status, body.errors?.[0]?.field]).toEqual([400, 'atLeast']);
    },
  );
});

it('a query that reaches for the prototype reaches nothing', async () => {
  const { status } = await house.send('GET', `${API}/shelves?__proto__[open]=2&constructor=1`, { token });
  expect([200, 400]).toContain(status);
  expect(({} as { open?: unknown }).open).toBeUndefined();
});

describe('an address', () => {
  it('that does not exist is told in the language asked for', async () => {
    for (const [language, title] of [
      ['zh-CN', '没有这个地址，请核对。'],
      ['en;q=0.9, fr', 'There is no such address. Check it.'],
      ['', '没有这个地址，请核对。'],
    ] as const) {
      const { status, body, headers } = await house.send('GET', '/no/such', {
        headers: { 'accept-language': language },
      });
      expect([status, body.code, body.title]).toEqual([404, 'NotFound', title]);
      expect(headers.get('content-language')).toBe(/^en/.test(language) ? 'en' : 'zh-CN');
    }
  });

  it('is not looked at beyond what it could be', async () => {
    expect((await house.send('GET', `${API}/shelves/${'x'.repeat(401)}`, { token })).body).toMatchObject({
      ...{ status: 414, code: 'AddressTooLong' },
    });
  });

  it.each(['%', '%zz', '%ff', '%c0%af'])('that cannot be decoded is refused: %s', async (part) => {
    const answer = await house.raw(`GET ${API}/shelves/${part} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(problemOf(answer)).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });

  it('whose parts do not fit is refused', async () => {
    const { status, body } = await house.send('POST', `${API}/shelves/a%2F..%2Fb/things`, {
      body: { thing: 'a' },
      token,
    });
    expect([status, body.code]).toEqual([400, 'InvalidRequest']);
  });

  it('of a thing that is not there is not found', async () => {
    const { status, body } = await house.send('GET', `${API}/shelves/none`, { token });
    expect([status, body.code]).toEqual([404, 'NotFound']);
  });
});

describe('a method', () => {
  it('that an address does not know is refused, with those that it knows', async () => {
    const { status, body, headers } = await house.send('DELETE', things(), { token });
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'MethodNotAllowed', 'OPTIONS, POST']);
  });

  it('OPTIONS tells them, and does nothing', async () => {
    const { status, headers, text } = await house.send('OPTIONS', `${API}/shelves/${shelf}`);
    expect([status, headers.get('allow'), text]).toEqual([204, 'GET, HEAD, OPTIONS', '']);
    expect((await house.send('OPTIONS', '/no/such')).status).toBe(404);
  });

  it('HEAD asks for the same rights as GET, and answers without a body', async () => {
    const head = await house.send('HEAD', `${API}/shelves/${shelf}`, { token });
    expect([head.status, head.headers.get('etag'), head.text]).toEqual([200, '"0"', '']);
    expect((await house.send('HEAD', `${API}/shelves/${shelf}`)).status).toBe(401);
  });
});

describe('what is no request', () => {
  it.each([
    ['noise', '\x16\x03\x01\x02\x00\x01\x00', 400],
    ['a broken head', 'GET / HTTP/1.1\r\nhost a\r\n\r\n', 400],
    ['two lengths', `POST ${API}/log-ins HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab`, 400],
    ['a length and chunks', `POST ${API}/log-ins HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400], // prettier-ignore
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nhost: example.org\r\n\r\n', 400],
    ['an expectation that nobody knows', `POST ${API}/log-ins HTTP/1.1\r\nhost: a\r\nexpect: wonders\r\ncontent-length: 2\r\n\r\n{}`, 417], // prettier-ignore
    ['a head without host', `GET ${API}/public HTTP/1.1\r\nconnection: close\r\n\r\n`, 400],
    ['a head with two hosts', `GET ${API}/public HTTP/1.1\r\nhost: a\r\nHost: b\r\nconnection: close\r\n\r\n`, 400],
    ['a head with the same host twice', `GET ${API}/public HTTP/1.0\r\nhost: a\r\nhost: a\r\n\r\n`, 400],
    ['a head without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is answered by a problem document, and the connection closed', async (_what, bytes, status) => {
    const problem = problemOf(await house.raw(bytes));
    expect(problem.head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(problem.messages.en).toMatch(/^[A-Z]/);
  });
});

describe('a fault of ours', () => {
  it('tells nobody what it is, and the log no person’s address', async () => {
    const { status, body, text } = await house.send('GET', `${API}/shelves/${shelf}/fault`, { token });
    expect([status, body.code]).toEqual([500, 'InternalError']);
    expect(text).not.toMatch(/TypeError|enterprise\.example|business/);
    const line = house
      .logged()
      .find(({ msg, instance }) => msg === 'request failed' && body.instance.endsWith(String(instance)));
    expect(line).toMatchObject({ level: 'error', code: 'InternalError', error: { name: 'TypeError' } });
    expect(JSON.stringify(line)).not.toContain('@enterprise');
  });
});
