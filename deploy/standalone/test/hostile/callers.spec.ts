import { createHmac, randomUUID } from 'node:crypto';
import { HttpClient, type Application } from '@ekey/journeys';
import { Ground } from './refusals';

let ground: Ground;
let http: HttpClient;
let application: Application;
let form: string;

beforeAll(async () => {
  ground = await Ground.prepare();
  http = ground.mine.enterprise.http;
  application = ground.mine.application;
  form = `${ground.place}/form`;
});
afterAll(() => ground.world.end());

describe('a request in the wrong state', () => {
  it('is refused with what may be done instead', async () => {
    const request = ['POST', `${ground.place}/submission`, { body: { round: 1, consents: [] } }] as const;
    const refused = await ground.refuses(http, request, { status: 409, code: 'FormOpen' });
    expect(refused['mayDo']).toEqual(expect.arrayContaining(['SaveDraft', 'WithdrawApplication']));
    expect(refused['mayDo']).not.toContain('ConfirmSubmission');
  });

  it('that has not seen the latest is refused', async () => {
    const { revision } = await application.fills({ nameCn: '上海临港进出口有限公司' });
    await application.fills({ nameCn: '上海张江进出口有限公司' }, { ifMatch: revision });
    const stale = { body: { nameCn: '上海洋山进出口有限公司' }, ifMatch: revision };
    await ground.refuses(http, ['PUT', form, stale], { status: 412, code: 'StaleRevision' });
  });

  it('that has not seen the latest reserves nothing either', async () => {
    const { application: ready, enterprise } = await ground.scene.prepared();
    const body = { round: (await ready.read()).nextRound, consents: await ready.consents() };
    const stale = ['POST', `/api/intake/v1/applications/${ready.id}/submission`, { body, ifMatch: 1 }] as const;
    await ground.refuses(enterprise.http, stale, { status: 412, code: 'StaleRevision' });
    await ready.confirms();
  });

  it('takes no user name for an account that If-Match says to be there', async () => {
    const body = { loginName: 'not.seen', password: '一路平安 2026 未见', userName: '张三', mail: 'not@seen.example' };
    const anybody = ground.scene.anybody();
    const seen = ['POST', '/api/intake/v1/accounts', { body, ifMatch: 1 }] as const;
    await ground.refuses(anybody, seen, { status: 412, code: 'StaleRevision' });
    await anybody.post('/api/intake/v1/accounts', body);
  });

  it('with an If-Match that is no revision is refused', async () => {
    const headers = { 'if-match': 'W/"one"' };
    await ground.refuses(http, ['PUT', form, { body: {}, headers }], { status: 400, code: 'InvalidIfMatch' });
  });
});

describe('a request that is repeated', () => {
  it('with the same key is answered as it was, and done once', async () => {
    const key = randomUUID();
    const body = { kind: 'first', uscc: '92330106MA2C00001E' };
    const first = await http.post('/api/intake/v1/applications', body, { key });
    const before = await ground.facts();
    const again = await Promise.all([1, 2, 3].map(() => http.post('/api/intake/v1/applications', body, { key })));
    for (const answer of again) expect(answer).toMatchObject({ status: first.status, body: first.body });
    expect(await ground.facts()).toBe(before);
  });

  it('with the same key and another body is refused', async () => {
    const key = randomUUID();
    await http.put(form, { nameCn: '上海金桥进出口有限公司' }, { key });
    const request = ['PUT', form, { body: { nameCn: '上海川沙进出口有限公司' }, key }] as const;
    await ground.refuses(http, request, { status: 422, code: 'IdempotencyKeyReused' });
  });

  it('at the same moment is done once', async () => {
    const key = randomUUID();
    const before = await ground.facts();
    const body = { nameCn: '上海周浦进出口有限公司' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => http.put(form, body, { key })));
    expect(new Set(answers.map(({ revision }) => revision)).size).toBe(1);
    expect(await ground.facts()).toBe(before + 1);
  });

  it.each(['short', 'a key with blanks in it', 'k'.repeat(300)])(
    'with a key that is none is refused: %s',
    async (key) => {
      await ground.refuses(http, ['PUT', form, { body: {}, key }], { status: 400, code: 'InvalidIdempotencyKey' });
    },
  );
});

describe('a caller', () => {
  const unsigned = (claims: object): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims)}.`;
  };
  const claims = {
    iss: 'review',
    aud: 'ekey',
    sub: 'anybody',
    kind: 'staff',
    roles: ['SEC'],
    iat: 1,
    exp: 99_999_999_999,
  };

  it('without a token is asked to log in', async () => {
    await ground.refuses(new HttpClient(ground.world.url), ['GET', ground.place], {
      status: 401,
      code: 'Unauthenticated',
    });
  });

  it.each([
    ['that is none', 'nonsense'],
    ['that nobody signed', unsigned(claims)],
    ['signed with a key of his own', `${unsigned(claims)}${createHmac('sha256', 'k').update('x').digest('base64url')}`],
  ])('with a token %s is not believed', async (_what, token) => {
    const stranger = new HttpClient(ground.world.url);
    stranger.authorise(token);
    await ground.refuses(stranger, ['GET', '/api/review/v1/staff'], { status: 401, code: 'Unauthenticated' });
  });

  it('whose token was changed is not believed', async () => {
    const [head, body = '', signature] = (http.accessToken as string).split('.');
    const changed = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), roles: ['ENT', 'SEC'] };
    const stranger = new HttpClient(ground.world.url);
    stranger.authorise(`${head}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`);
    await ground.refuses(stranger, ['GET', '/api/review/v1/staff'], { status: 401, code: 'Unauthenticated' });
  });

  it('of another role is refused', async () => {
    await ground.refuses(http, ['GET', '/api/review/v1/staff'], { status: 403, code: 'Forbidden' });
  });

  it('who asks for another’s case is told that there is none, as of one that never was', async () => {
    const other = await ground.scene.applicant();
    const never = '/api/intake/v1/applications/00000000-0000-4000-8000-000000000000';
    for (const path of [ground.place, never, '/api/intake/v1/applications/..%2f..%2fkeys.db'])
      await ground.refuses(other.http, ['GET', path], { status: 404, code: 'NotFound' });
  });

  it('who asks for an address that there is not is told so', async () => {
    await ground.refuses(http, ['GET', '/api/intake/v1/nothing'], { status: 404, code: 'NotFound' });
    await ground.refuses(http, ['GET', `/api/intake/v1/applications?limit=1000000`], { status: 400, code: 'InvalidRequest', field: 'limit' }); // prettier-ignore
    await ground.refuses(http, ['GET', `/api/intake/v1/applications?after=nonsense`], { status: 400, code: 'InvalidQuery' }); // prettier-ignore
  });

  it.each(['1e0', '%201', '1%20', '0x1', '1.0', '+1', '-1', '%EF%BC%91', '0', '11', 'one'])(
    'who names a page by what is no number in digits is refused: %s',
    async (number) => {
      const expected = { status: 400, code: 'InvalidRequest', field: 'n' };
      for (const method of ['GET', 'DELETE'])
        await ground.refuses(http, [method, `${ground.place}/documents/business-licence/pages/${number}`], expected);
    },
  );

  it('whose token has expired is asked to log in again, and goes on where he was', async () => {
    ground.world.clock.advance({ minutes: 16 });
    await ground.refuses(http, ['GET', ground.place], { status: 401, code: 'Unauthenticated' });
    expect((await application.read()).applicationId).toBe(application.id);
  });
});
