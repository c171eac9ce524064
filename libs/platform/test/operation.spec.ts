import { randomUUID } from 'node:crypto';
import { createApplication } from '../src';
import { House, until } from './house/house';
import { AlarmHandler, HandleAlarm, shelfService } from './house/shelf.service';

const API = '/api/notify/v1';

/** How many requests a house has not served, by why. */
async function unserved(house: House, because: string): Promise<number> {
  const { text } = await house.send('GET', '/metrics');
  return Number(new RegExp(`ekey_http_unserved_total{because="${because}"} (\\d+)`).exec(text)?.[1]);
}

describe('a house at work', () => {
  let house: House;
  let token: string;
  beforeAll(async () => {
    house = await House.open();
    token = await house.token({ roles: ['CS'], id: 'clerk' });
  });
  afterAll(() => house.close());

  const put = (shelf: string, thing: string, headers = {}) =>
    house.send('POST', `${API}/shelves/${shelf}/things`, { body: { thing }, token, headers });
  const ready = () => house.send<{ status: string; services: Record<string, { halted: object[]; parked: object[] }> }>('GET', '/health/ready'); // prettier-ignore

  it('says that it lives and is ready', async () => {
    expect((await house.send('GET', '/health/live')).body).toEqual({ status: 'up' });
    const { status, body } = await ready();
    expect([status, body]).toEqual([200, { status: 'ready', services: { notify: { halted: [], parked: [] } } }]);
  });

  it('is ready while single cases wait, and names them', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'dynamite');
    const { status, body } = await until(ready, (answer) => answer.body.services.notify?.parked.length === 1);
    expect([status, body.services.notify?.parked]).toEqual([
      200,
      [{ reactor: 'notify: when-dynamite-is-put-then-raise-the-alarm', case: `notify.Shelf-${shelf}` }],
    ]);
  });

  it('counts requests and commands by what they are, and tells of reactors, never of persons', async () => {
    const shelf = await house.shelf(token);
    const { text, headers } = await house.send('GET', '/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain(
      'ekey_http_request_seconds_count{method="POST",route="/api/notify/v1/shelves",status="201"}',
    );
    expect(text).toMatch(
      /ekey_command_seconds_count\{category="notify.Shelf",command="BuildShelf",outcome="accepted"\} \d/,
    );
    expect(text).toMatch(/ekey_reactor_parked_cases\{service="notify",reactor="notify: when-dynamite-[a-z-]+"\} 1/);
    expect(text).toContain('ekey_reactor_halted{service="notify",reactor="notify: publisher notify"} 0');
    expect(text).toContain('ekey_reactor_standstill_seconds{service="notify",reactor="notify: publisher notify"} 0');
    expect(text).toMatch(/ekey_reactor_delay_seconds\{service="notify",reactor="notify: publisher notify"\} \d/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
    expect(text).not.toMatch(new RegExp(`${shelf}|clerk|王小明`));
  });

  it('tells requests that failed from those that are refused on purpose', async () => {
    const shelf = await house.shelf(token);
    expect([await unserved(house, 'fault'), await unserved(house, 'busy'), await unserved(house, 'stopping')]).toEqual([
      0, 0, 0,
    ]);
    const behind = await unserved(house, 'behind');
    await house.send('GET', `${API}/shelves/${shelf}?atLeast=notify:999999`, { token });
    expect([await unserved(house, 'behind'), await unserved(house, 'fault')]).toEqual([behind + 1, 0]);
    await house.send('GET', `${API}/shelves/${shelf}/fault`, { token });
    expect(await unserved(house, 'fault')).toBe(1);
  });

  it('counts a command that came again apart from those that did something', async () => {
    const shelf = await house.shelf(token);
    const key = { 'idempotency-key': randomUUID() };
    await put(shelf, 'vase', key);
    await put(shelf, 'vase', key);
    const { text } = await house.send('GET', '/metrics');
    expect(text).toContain(
      'ekey_command_seconds_count{category="notify.Shelf",command="PutThing",outcome="repeated"} 1',
    );
  });

  it('writes one line for each request and each command, with one correlation id, and nothing that was sent', async () => {
    const shelf = await house.shelf(token);
    const correlationId = randomUUID();
    const sent = { 'x-correlation-id': correlationId.toUpperCase() };
    const answer = await put(shelf, 'diary of 王小明', sent);
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    const lines = () => house.logged().filter((line) => line.correlationId === correlationId);
    await until(lines, (found) => found.some(({ msg }) => msg === 'request'));
    expect(lines()).toMatchObject([
      { level: 'warn', msg: 'on the way to the shelf' },
      { level: 'info', msg: 'command', stream: `notify.Shelf-${shelf}`, command: 'PutThing', outcome: 'accepted' },
      { level: 'info', msg: 'request', method: 'POST', route: `${API}/shelves/:id/things`, status: 204, caller: 'staff clerk' }, // prettier-ignore
    ]);
    expect(house.lines.join('')).not.toMatch(/王小明|diary|Bearer|eyJ/);
    const [, fact] = await house.floor.service('notify').eventStore.read(`notify.Shelf-${shelf}`);
    expect(fact?.meta.correlationId).toBe(correlationId);
  });

  it('takes no correlation id that is none', async () => {
    const { headers } = await house.send('GET', `${API}/public`, { headers: { 'x-correlation-id': 'mine"}' } });
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps apart the correlation ids of requests that come at once', async () => {
    const shelves = await Promise.all(Array.from({ length: 20 }, () => house.shelf(token)));
    const ids = shelves.map(() => randomUUID());
    await Promise.all(shelves.map((shelf, index) => put(shelf, 'vase', { 'x-correlation-id': ids[index] as string })));
    for (const [index, shelf] of shelves.entries()) {
      const line = house.logged().find(({ msg, shelf: named }) => msg === 'on the way to the shelf' && named === shelf);
      expect(line?.correlationId).toBe(ids[index]);
    }
  });
});

describe('a house in trouble', () => {
  let house: House;
  beforeEach(async () => {
    house = await House.open();
  });
  afterEach(() => house.close());

  it('is not ready where nothing can be stored', async () => {
    house.floor.diskFault = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const { status, body } = await house.send<object>('GET', '/health/ready');
    expect([status, body]).toMatchObject([
      503,
      { status: 'storage-unavailable', unusable: [{ what: 'the disk', cause: 'no space left on device' }] },
    ]);
    expect((await house.send('GET', '/health/live')).status).toBe(200);
  });

  it('counts no answer to a supervisor as a request that failed', async () => {
    house.floor.diskFault = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    expect((await house.send('GET', '/health/ready')).status).toBe(503);
    expect(await unserved(house, 'fault')).toBe(0);
  });

  it('is not ready where a reactor stands still, and names it with its cause', async () => {
    const { KeyMissing } = await import('@ekey/personal-data');
    const ring = house.bell.ring.bind(house.bell);
    house.bell.ring = async () => {
      throw new KeyMissing('case:7');
    };
    const token = await house.token({ roles: ['CS'] });
    const shelf = await house.shelf(token);
    await house.send('POST', `${API}/shelves/${shelf}/things`, { body: { thing: 'bell' }, token });
    const ready = () => house.send<{ status: string; services: object }>('GET', '/health/ready');
    const { body } = await until(ready, ({ status }) => status === 503);
    expect(body).toMatchObject({
      status: 'halted',
      services: { notify: { halted: [{ reactor: 'notify: when-a-bell-is-put-then-ring', cause: expect.stringContaining('case:7') as string }] } }, // prettier-ignore
    });
    house.bell.ring = ring;
    await until(ready, ({ status }) => status === 200);
    expect(house.bell.rung).toEqual(['bell']);
  });
});

describe('a house that closes', () => {
  it('answers what is under way, takes nothing new, and only then lets its reactors go', async () => {
    const house = await House.open();
    const token = await house.token({ roles: ['CS'] });
    const shelf = await house.shelf(token);
    const waiting = house.send('GET', `${API}/shelves/${shelf}/wait`, { token });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closing = house.application.close();
    await expect(house.send('GET', '/health/live')).rejects.toThrow();
    const running = house.application.hosts.byService
      .get('notify')
      ?.status()
      .map(({ state }) => state);
    expect(new Set(running)).toEqual(new Set(['running']));
    expect([(await waiting).status, (await waiting).body]).toEqual([200, { waited: true }]);
    await closing;
    const after = house.application.hosts.byService
      .get('notify')
      ?.status()
      .map(({ state }) => state);
    expect(new Set(after)).toEqual(new Set(['stopped']));
    await house.close();
  });

  it('tells who still has a connection that it closes', async () => {
    const house = await House.open();
    const token = await house.token({ roles: ['CS'] });
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n\r\n`;
    const answers = house.raw([request(`${API}/shelves/none/wait`), 200, request(`${API}/shelves`)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await house.close();
    const [first = '', second = ''] = (await answers).split(/(?=HTTP\/1\.1)/);
    expect(first).toMatch(/^HTTP\/1\.1 200 /);
    expect(second).toMatch(/^HTTP\/1\.1 503 /);
    expect(second).toMatch(/connection: close/i);
    expect(second).toMatch(/"code":"Stopping"/);
  });

  it('waits for nobody for ever', async () => {
    const house = await House.open({ STOP_SECONDS: '1' });
    const half = house.raw(`POST ${API}/log-ins HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begun = performance.now();
    await house.close();
    expect(performance.now() - begun).toBeLessThan(3_000);
    await half;
  });
});

describe('a house that was badly planned does not open', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
    await house.application.close();
  });
  afterAll(() => house.floor.end());
  const opened = (change: (service: ReturnType<typeof shelfService>) => object) => {
    const service = shelfService(house.bell);
    return createApplication(house.floor, [{ ...service, ...change(service) }]);
  };

  it('where a route has no row in the rights table', async () => {
    await expect(opened(({ rights: { 'POST /api/notify/v1/alarm': _row, ...rest } }) => ({ rights: rest }))).rejects.toThrow('no row for POST /api/notify/v1/alarm'); // prettier-ignore
  });

  it('where a row has no route', async () => {
    await expect(opened(({ rights }) => ({ rights: { ...rights, 'GET /api/notify/v1/attic': ['CS'] } }))).rejects.toThrow('no route for GET /api/notify/v1/attic'); // prettier-ignore
  });

  it('where two handlers claim one message', async () => {
    await expect(opened(({ handlers }) => ({ handlers: [...handlers, [HandleAlarm, AlarmHandler]] }))).rejects.toThrow('notify: two handlers claim HandleAlarm'); // prettier-ignore
  });
});
