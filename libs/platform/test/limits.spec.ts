import { House } from './house/house';

const API = '/api/notify/v1';
const statuses = async (count: number, ask: () => Promise<{ status: number }>) => {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await ask()).status);
  return found;
};

describe('who asks too often', () => {
  let house: House;
  beforeEach(async () => {
    house = await House.open({ RATE_LIMIT_PER_MINUTE: '5', RATE_LIMIT_LOGIN_PER_MINUTE: '2' });
  });
  afterEach(() => house.close());

  const list = (token: string, headers = {}) => house.send('GET', `${API}/shelves`, { token, headers });
  const hello = (headers = {}) => house.send('GET', `${API}/public`, { headers });

  it('is told when to come again; others are not kept from asking', async () => {
    const [one, two] = [
      await house.token({ roles: ['CS'], id: 'one' }),
      await house.token({ roles: ['CS'], id: 'two' }),
    ];
    expect(await statuses(6, () => list(one))).toEqual([200, 200, 200, 200, 200, 429]);
    const { body, headers } = await list(one);
    expect(body.code).toBe('TooManyRequests');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await list(two)).status).toBe(200);
  });

  it('is counted by account, whatever token or address he uses', async () => {
    const tokens = await Promise.all([600, 601].map((seconds) => house.token({ roles: ['CS'], id: 'one' }, 'review', seconds))); // prettier-ignore
    expect(await statuses(3, () => list(tokens[0] as string))).toEqual([200, 200, 200]);
    expect(await statuses(3, () => list(tokens[1] as string))).toEqual([200, 200, 429]);
  });

  it('is counted by address where he is nobody, whatever the gateway says that nobody trusts', async () => {
    let caller = 0;
    const claiming = () => hello({ 'x-forwarded-for': `10.0.0.${(caller += 1)}` });
    expect(await statuses(6, claiming)).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('is counted for what is refused, not found or forged as well', async () => {
    const [head, payload, signature = ''] = (await house.token({ roles: ['CS'] })).split('.');
    const forged = `${head}.${payload}.${[...signature].reverse().join('')}`;
    const asked = [
      await list(forged),
      await house.send('GET', '/no/such'),
      await house.send('DELETE', `${API}/public`),
      await house.send('POST', `${API}/shelves`, { body: '{' }),
      await list('a.b.c'),
      await hello(),
    ];
    expect(asked.map(({ status }) => status)).toEqual([401, 404, 405, 401, 401, 429]);
    expect((await list(await house.token({ roles: ['CS'], id: 'fresh' }))).status).toBe(429);
  });

  it('is counted for refused rights, of which each leaves an entry in the access log', async () => {
    const token = await house.token({ roles: ['SPL'], id: 'curious' });
    await statuses(20, () => list(token));
    expect(house.floor.accessLog.entries).toHaveLength(5);
  });

  it('is let try a password more rarely', async () => {
    const logIn = (headers = {}) => house.send('POST', `${API}/log-ins`, { headers });
    expect(await statuses(3, () => logIn())).toEqual([200, 200, 429]);
    expect((await hello()).status).toBe(200);
    expect((await logIn({ 'content-type': 'application/ocsp-request' })).status).not.toBe(429);
  });

  it('may ask more rarely for what takes long to make', async () => {
    const token = await house.token({ roles: ['CS'] });
    const heavy = () => house.send('GET', `${API}/shelves/any/wait`, { token });
    expect(await statuses(1, heavy)).toEqual([200]);
    expect((await list(token)).status).toBe(200);
    expect((await heavy()).status).toBe(429);
  });

  it('never keeps a supervisor from looking', async () => {
    const looks = [...(await statuses(20, () => house.send('GET', '/health/live'))), (await house.send('GET', '/metrics')).status]; // prettier-ignore
    expect(new Set(looks)).toEqual(new Set([200]));
  });
});

it('callers behind a gateway that is trusted are told apart by what it says', async () => {
  const house = await House.open({ RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: 'loopback' });
  const hello = (from: string) => house.send('GET', `${API}/public`, { headers: { 'x-forwarded-for': from } });
  expect(await statuses(3, () => hello('192.0.2.1'))).toEqual([200, 200, 429]);
  expect((await hello('192.0.2.2')).status).toBe(200);
  expect(await statuses(2, () => hello('2001:db8::1'))).toEqual([200, 200]);
  expect((await hello('2001:db8::ffff')).status).toBe(429);
  // What the caller writes himself stands left of what the gateway adds, and counts for nothing.
  expect((await hello('203.0.113.9, 192.0.2.1')).status).toBe(429);
  await house.close();
});
