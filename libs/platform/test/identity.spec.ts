import { SignJWT, UnsecuredJWT } from 'jose';
import { CSRF_COOKIE, CSRF_HEADER, ROLES, SESSION_COOKIE } from '../src';
import { House } from './house/house';
import { shelfRights } from './house/shelf.service';

const API = '/api/notify/v1';
let house: House;

beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

const list = (token?: string, headers = {}) =>
  house.send('GET', `${API}/shelves`, { headers, ...(token === undefined ? {} : { token }) });
const hello = async (token?: string, headers = {}) =>
  (await house.send<{ kind: string; id: string; operator: string | null }>('GET', `${API}/public`, { headers, ...(token === undefined ? {} : { token }) })).body; // prettier-ignore

describe('rights', () => {
  it('are those of the table, for every route and every role', async () => {
    for (const [route, grant] of Object.entries(shelfRights)) {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replace(':id', 'none');
      for (const role of ROLES) {
        const token = await house.token({ roles: [role], id: `walks-${role}` });
        const { status } = await house.send(method, address, { token });
        const isLetThrough = grant === 'public' || grant.includes(role);
        expect([route, role, status === 403]).toEqual([route, role, !isLetThrough]);
      }
      const { status } = await house.send(method, address);
      expect([route, 'nobody', status === 401]).toEqual([route, 'nobody', grant !== 'public']);
    }
  });

  it('of several roles add up', async () => {
    expect((await list(await house.token({ roles: ['SPL', 'AUD'] }))).status).toBe(200);
  });

  it('that somebody does not have are told in both languages, and he is remembered', async () => {
    const before = house.floor.accessLog.entries.length;
    const token = await house.token({ roles: ['SPL'], id: 'shipper' });
    const { body } = await house.send('GET', `${API}/shelves/secret-shelf?atLeast=notify:1`, { token });
    expect(body).toMatchObject({
      code: 'Forbidden',
      messages: { 'zh-CN': expect.any(String), en: expect.any(String) },
    });
    expect(house.floor.accessLog.entries.slice(before)).toMatchObject([
      {
        service: 'notify',
        caller: { kind: 'staff', id: 'shipper', roles: ['SPL'] },
        action: `GET ${API}/shelves/:id`,
        subject: `${API}/shelves/secret-shelf`,
        outcome: 'refused',
      },
    ]);
  });

  it('are asked before a body is read', async () => {
    const { status } = await house.send('POST', `${API}/shelves`, { body: '{broken' });
    expect(status).toBe(401);
  });
});

describe('a token', () => {
  it('names the caller', async () => {
    const token = await house.token({ kind: 'enterprise', roles: ['ENT'], id: 'account' }, 'intake');
    expect(await hello(token)).toEqual({ kind: 'enterprise', id: 'account', operator: null });
    expect(await hello()).toEqual({ kind: 'anonymous', id: 'anonymous', operator: null });
  });

  it('that is missing is told how to be given', async () => {
    const { status, body, headers } = await list();
    expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, 'Unauthenticated', 'Bearer']);
  });

  it('is not good once it has expired, though it was good a moment ago', async () => {
    const token = await house.token({ roles: ['CS'] }, 'review', 600);
    expect((await list(token)).status).toBe(200);
    house.floor.clock.advance(1);
    expect((await list(token)).status).toBe(401);
    expect(await hello(token)).toMatchObject({ kind: 'anonymous' });
  });

  it('is not good where its issuer has no right to such callers', async () => {
    expect((await list(await house.token({ roles: ['CS'] }, 'intake'))).status).toBe(401);
    expect((await list(await house.token({ kind: 'enterprise', roles: ['CS'] }, 'review'))).status).toBe(401);
    expect((await list(await house.token({ roles: ['CS'] }, 'issuance'))).status).toBe(401);
    expect((await list(await house.token({ roles: ['CS'] }, 'constructor'))).status).toBe(401);
  });

  it('is not good where anything of it was changed', async () => {
    const token = await house.token({ roles: ['SPL'] });
    const [head = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const raised = Buffer.from(JSON.stringify({ ...claims, roles: ['CS'] })).toString('base64url');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    for (const forged of [`${head}.${raised}.${signature}`, `${head}.${payload}.${flipped}`, 'a.b.c', `${head}..`])
      expect((await list(forged)).status).toBe(401);
  });

  it('is not good where it is unsigned, signed otherwise, or meant for others', async () => {
    const claims = { kind: 'staff', roles: ['CS'] };
    const about = (token: SignJWT, audience: string, typ = 'at+jwt') =>
      token
        .setProtectedHeader({ alg: 'EdDSA', kid: 'review', typ })
        .setIssuer('review')
        .setAudience(audience)
        .setSubject('forger')
        .setExpirationTime('100h');
    const { privateKey } = await house.floor.tokenKeys.signingKey('review');
    const unsigned = new UnsecuredJWT(claims).setIssuer('review').setAudience('ekey').setSubject('forger').encode();
    const byHmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'review', typ: 'at+jwt' })
      .setIssuer('review')
      .sign(Buffer.from('the public key, taken for a secret'));
    const tokens = [
      unsigned,
      byHmac,
      await about(new SignJWT(claims), 'others').sign(privateKey),
      await about(new SignJWT(claims), 'ekey', 'JWT').sign(privateKey),
      await about(new SignJWT({ kind: 'staff' }), 'ekey').sign(privateKey),
    ];
    for (const token of tokens) expect((await list(token)).status).toBe(401);
    expect((await list(await about(new SignJWT(claims), 'ekey').sign(privateKey))).status).toBe(200);
  });

  it('is not good any more once its session has ended', async () => {
    const [mine, other] = await Promise.all(
      ['one', 'two'].map((sessionId) => house.token({ roles: ['CS'], sessionId: `session-${sessionId}` })),
    );
    expect((await list(mine)).status).toBe(200);
    expect((await house.send('DELETE', `${API}/log-ins/current`, { token: mine as string })).status).toBe(204);
    expect([(await list(mine)).status, (await list(other)).status]).toEqual([401, 200]);
    await house.restart();
    expect([(await list(mine)).status, (await list(other)).status]).toEqual([401, 200]);
  });
});

describe('a machine', () => {
  const operators = ['operator.7', 'operator.8'];

  it('names the person for whom it acts; nobody else does', async () => {
    const machine = await house.token({ kind: 'machine', roles: ['SPP'], id: 'line-1', operators });
    expect(await hello(machine, { 'x-operator': 'operator.7' })).toMatchObject({
      id: 'line-1',
      operator: 'operator.7',
    });
    expect(await hello(machine)).toMatchObject({ operator: null });
    const person = await house.token({ roles: ['SPP'], id: 'person' });
    expect(await hello(person, { 'x-operator': 'operator.7' })).toMatchObject({ operator: null });
  });

  it.each(['operator.9', 'operator.7, operator.8', 'operator', 'two words'])(
    'does not act for one who is not registered with it (%s), and is remembered to have tried',
    async (operator) => {
      const machine = await house.token({ kind: 'machine', roles: ['CS'], id: 'line-1', operators });
      const before = house.floor.accessLog.entries.length;
      for (const address of [`${API}/shelves`, `${API}/public`]) {
        const refused = await house.send('GET', address, { token: machine, headers: { 'x-operator': operator } });
        expect([refused.status, refused.body.code]).toEqual([403, 'OperatorNotAllowed']);
        expect(refused.body.messages).toEqual({ 'zh-CN': expect.any(String), en: expect.any(String) });
      }
      expect(house.floor.accessLog.entries.slice(before)).toMatchObject(
        ['shelves', 'public'].map((what) => ({
          caller: { kind: 'machine', id: 'line-1', operator },
          action: `GET ${API}/${what}`,
          outcome: 'refused',
        })),
      );
    },
  );

  it('whose token names nobody acts for nobody', async () => {
    const machine = await house.token({ kind: 'machine', roles: ['CS'], id: 'line-2' });
    const refused = await house.send('GET', `${API}/public`, { token: machine, headers: { 'x-operator': 'line-2' } });
    expect([refused.status, refused.body.code]).toEqual([403, 'OperatorNotAllowed']);
    expect((await list(machine)).status).toBe(200);
  });
});

describe('a browser', () => {
  const logIn = async () => {
    const token = await house.token({ roles: ['CS'], id: 'browser', sessionId: 'session-1' });
    const answer = await house.send('POST', `${API}/log-ins`, { headers: { 'x-test-token': token } });
    const cookies = answer.headers.getSetCookie();
    const value = (name: string) => cookies.find((each) => each.startsWith(`${name}=`))?.split(/[=;]/)[1] ?? '';
    return { cookies, cookie: `${SESSION_COOKIE}=${token}`, csrf: value(CSRF_COOKIE) };
  };
  const build = (headers: Record<string, string>) =>
    house.send('POST', `${API}/shelves`, { body: { owner: 'a' }, headers });

  it('keeps its session where no script and no foreign page reaches it', async () => {
    const { cookies } = await logIn();
    const [session, csrf, refresh] = cookies;
    expect(session).toMatch(/^ekey-session=.*; Max-Age=60; Path=\/api; HttpOnly; SameSite=Strict$/);
    expect(csrf).toMatch(/^ekey-csrf=[\w-]{43}; Max-Age=600; Path=\/; SameSite=Strict$/);
    expect(refresh).toMatch(/^ekey-refresh=refresh; Max-Age=600; Path=\/api\/notify\/v1\/log-ins; HttpOnly; SameSite=Strict$/); // prettier-ignore
  });

  it('reads with its cookie alone', async () => {
    const { cookie } = await logIn();
    expect((await list(undefined, { cookie })).status).toBe(200);
  });

  it('writes only where the page repeats what it alone can read', async () => {
    const { cookie, csrf } = await logIn();
    expect((await build({ cookie, [CSRF_HEADER]: csrf })).status).toBe(201);
    for (const headers of [
      {},
      { [CSRF_HEADER]: '' },
      { [CSRF_HEADER]: csrf.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) },
    ]) {
      const { status, body } = await build({ cookie, ...(headers as Record<string, string>) });
      expect([status, body.code]).toEqual([403, 'CsrfTokenMissing']);
    }
  });

  it('is not deceived by a cookie that somebody else has set beside a header of his own', async () => {
    const { cookie } = await logIn();
    const planted = 'planted-by-a-neighbour';
    const { status } = await build({ cookie: `${cookie}; ${CSRF_COOKIE}=${planted}`, [CSRF_HEADER]: planted });
    expect(status).toBe(403);
  });

  it('with a cookie that has expired is nobody, and can log in again', async () => {
    const { cookie } = await logIn();
    house.floor.clock.advance(1);
    expect(await hello(undefined, { cookie })).toMatchObject({ kind: 'anonymous' });
    expect((await house.send('POST', `${API}/log-ins`, { headers: { cookie } })).status).toBe(200);
  });

  it('loses its cookies when it logs out', async () => {
    const { cookie, csrf } = await logIn();
    const headers = { cookie, [CSRF_HEADER]: csrf };
    const answer = await house.send('DELETE', `${API}/log-ins/current`, { headers });
    expect(answer.headers.getSetCookie()).toHaveLength(3);
    for (const each of answer.headers.getSetCookie()) expect(each).toMatch(/^[\w-]+=; .*Expires=Thu, 01 Jan 1970/);
  });

  it('of another origin is let in only where it is named', async () => {
    const origin = 'https://portal.example';
    expect((await list(undefined, { origin })).headers.get('access-control-allow-origin')).toBeNull();
    const open = await House.open({ CORS_ORIGINS: origin });
    const preflight = (from: string) =>
      open.send('OPTIONS', `${API}/shelves`, { headers: { origin: from, 'access-control-request-method': 'POST' } });
    const allowed = (await preflight(origin)).headers;
    expect([allowed.get('access-control-allow-origin'), allowed.get('access-control-allow-credentials')]).toEqual([origin, 'true']); // prettier-ignore
    expect((await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example'); // prettier-ignore
    await open.close();
  });
});
