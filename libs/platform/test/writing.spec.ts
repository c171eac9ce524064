import { randomUUID } from 'node:crypto';
import { House, until, type Problem } from './house/house';

const API = '/api/notify/v1';
let house: House;
let token: string;

beforeAll(async () => {
  house = await House.open();
  token = await house.token({ roles: ['CS'] });
});
afterAll(() => house.close());

const put = (shelf: string, thing: string, sent: object = {}) =>
  house.send('POST', `${API}/shelves/${shelf}/things`, { body: { thing }, token, ...sent });
const factsOf = (shelf: string) => house.floor.service('notify').eventStore.read(`notify.Shelf-${shelf}`);

describe('a write', () => {
  it('answers with the revision it led to, and a body only where there is something to say', async () => {
    const built = await house.send<{ id: string }>('POST', `${API}/shelves`, { body: { owner: 'a' }, token });
    expect([built.status, built.headers.get('etag'), Object.keys(built.body)]).toEqual([201, '"0"', ['id']]);
    const answer = await put(built.body.id, 'vase');
    expect([answer.status, answer.headers.get('etag'), answer.text]).toEqual([204, '"1"', '']);
  });

  it('is not kept by anybody on the way', async () => {
    expect((await put(await house.shelf(token), 'vase')).headers.get('cache-control')).toBe('no-store');
  });

  it('that is refused is told by its code, with what the rule has to say', async () => {
    const shelf = await house.shelf(token);
    for (const thing of ['one', 'two', 'three']) await put(shelf, thing);
    const { status, body, headers } = await put(shelf, 'four');
    expect([status, headers.get('content-type')]).toEqual([409, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ code: 'ShelfIsFull', status: 409, holds: 3, type: 'urn:ekey:problem:ShelfIsFull' });
    expect(body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(headers.get('etag')).toBeNull();
    expect(await factsOf(shelf)).toHaveLength(4);
  });
});

describe('a write sent again under its key', () => {
  it('is done once and answered as before, whoever asks in between', async () => {
    const shelf = await house.shelf(token);
    const key = randomUUID();
    const first = await put(shelf, 'vase', { key });
    await put(shelf, 'lamp');
    const again = await put(shelf, 'vase', { key });
    expect([again.status, again.headers.get('etag')]).toEqual([first.status, first.headers.get('etag')]);
    expect(await factsOf(shelf)).toHaveLength(3);
  });

  it('makes the same thing, under the same id', async () => {
    const sent = { body: { owner: 'a' }, token, key: 'building-one-shelf' };
    const [one, two] = [
      await house.send<{ id: string }>('POST', `${API}/shelves`, sent),
      await house.send<{ id: string }>('POST', `${API}/shelves`, sent),
    ];
    expect([two.status, two.body, two.headers.get('etag')]).toEqual([201, one.body, '"0"']);
  });

  it('is known after a restart', async () => {
    const shelf = await house.shelf(token);
    const key = randomUUID();
    await put(shelf, 'vase', { key });
    await house.restart();
    expect((await put(shelf, 'vase', { key })).headers.get('etag')).toBe('"1"');
    expect(await factsOf(shelf)).toHaveLength(2);
  });

  it('is known even where its revision is not the newest any more', async () => {
    const shelf = await house.shelf(token);
    const sent = { key: randomUUID(), headers: { 'if-match': '"0"' } };
    expect((await put(shelf, 'vase', sent)).status).toBe(204);
    expect((await put(shelf, 'vase', sent)).status).toBe(204);
    expect(await factsOf(shelf)).toHaveLength(2);
  });

  it('with something else in it is refused', async () => {
    const shelf = await house.shelf(token);
    const key = randomUUID();
    await put(shelf, 'vase', { key });
    const other = await put(shelf, 'lamp', { key });
    expect([other.status, other.body.code]).toEqual([422, 'IdempotencyKeyReused']);
    expect(await factsOf(shelf)).toHaveLength(2);
  });

  it('is another write where another account sends it, or it goes elsewhere', async () => {
    const [one, two] = [await house.shelf(token), await house.shelf(token)];
    const key = randomUUID();
    const colleague = await house.token({ roles: ['CS'], id: 'colleague' });
    await put(one, 'vase', { key });
    await put(one, 'vase', { key, token: colleague });
    await put(two, 'vase', { key });
    expect([await factsOf(one), await factsOf(two)].map(({ length }) => length)).toEqual([3, 2]);
  });

  it.each(['short', 'with a space in it', 'x'.repeat(201)])('needs a key that nobody else has: not %p', async (key) => {
    const { status, body } = await put(await house.shelf(token), 'vase', { key });
    expect([status, body.code]).toEqual([400, 'InvalidIdempotencyKey']);
  });

  it('without a key is another write each time', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'vase');
    await put(shelf, 'vase');
    expect(await factsOf(shelf)).toHaveLength(3);
  });
});

describe('a write on what somebody has read', () => {
  it('is refused where it was changed since, and tells the revision', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'vase', { headers: { 'if-match': '"0"' } });
    const { status, body } = await put(shelf, 'lamp', { headers: { 'if-match': '"0"' } });
    expect([status, body.code, body.revision]).toEqual([412, 'StaleRevision', 1]);
    expect(await factsOf(shelf)).toHaveLength(2);
  });

  it.each(['3', 'W/"3"', '"three"', '"1", "2"'])('names the revision as it was told: not %p', async (ifMatch) => {
    const { status, body } = await put(await house.shelf(token), 'vase', { headers: { 'if-match': ifMatch } });
    expect([status, body.code]).toEqual([400, 'InvalidIfMatch']);
  });

  it('may name any revision', async () => {
    expect((await put(await house.shelf(token), 'vase', { headers: { 'if-match': '*' } })).status).toBe(204);
  });
});

describe('what a write says of itself', () => {
  const sent = { headers: { 'if-match': 'W/"3"', 'idempotency-key': 'short' } };

  it.each(['GET', 'HEAD'])('is not looked at in a reading by %s', async (method) => {
    expect((await house.send(method, `${API}/public`, sent)).status).toBe(200);
  });
});

describe('what was written', () => {
  it('can be waited for', async () => {
    const shelf = await house.shelf(token);
    const { headers } = await put(shelf, 'vase');
    const revision = Number(headers.get('etag')?.slice(1, -1));
    const read = await house.send<{ things: string[]; owner: string }>(
      'GET',
      `${API}/shelves/${shelf}?atLeast=notify:${revision}`,
      { token },
    );
    expect(read.body).toMatchObject({ things: ['vase'], owner: '王小明' });
    expect(read.headers.get('etag')).toBe(`"${revision}"`);
  });

  it('is told to be not there yet where the wait is too long', async () => {
    const shelf = await house.shelf(token);
    const read = await house.send('GET', `${API}/shelves/${shelf}?atLeast=notify:9`, { token });
    expect([read.status, read.body.code, read.headers.get('retry-after')]).toEqual([503, 'ViewBehind', '5']);
  });

  it('is no fault in the log where nobody has written it yet: a reader may wait for any revision', async () => {
    const shelf = await house.shelf(token);
    const { body } = await house.send('GET', `${API}/shelves/${shelf}?atLeast=notify:999999`, { token });
    const line = house.logged().find(({ instance }) => body.instance === `urn:uuid:${String(instance)}`);
    expect(line).toMatchObject({ level: 'warn', msg: 'a reader waited in vain', code: 'ViewBehind' });
  });

  it('stands sealed in the log where it belongs to a person', async () => {
    const shelf = await house.shelf(token);
    expect(JSON.stringify(await factsOf(shelf))).not.toContain('王小明');
    expect((await factsOf(shelf))[0]?.data).toMatchObject({ owner: { owner: `account:${shelf}`, field: 'owner' } });
  });

  it('is listed page by page', async () => {
    await house.shelf(token);
    await house.shelf(token);
    const list = (query: string) =>
      house.send<{ items: { shelf: string }[]; next?: string }>('GET', `${API}/shelves?${query}`, { token });
    const all = await until(
      () => list('limit=200'),
      ({ body }) => body.items.length > 2,
    );
    const first = await list('limit=1');
    const second = await list(`limit=1&after=${encodeURIComponent(first.body.next ?? '')}`);
    expect([...first.body.items, ...second.body.items]).toEqual(all.body.items.slice(0, 2));
    const wrong = await house.send<Problem>('GET', `${API}/shelves?after=nonsense`, { token });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'InvalidQuery']);
  });
});

describe('a disk that is full', () => {
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });

  it('lets nothing be half-done, says so and when to come again', async () => {
    const shelf = await house.shelf(token);
    const sent = { key: randomUUID() };
    house.floor.diskFault = full;
    const refused = await put(shelf, 'vase', sent);
    house.floor.diskFault = undefined;
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'StorageUnavailable',
      '5',
    ]);
    expect(await factsOf(shelf)).toHaveLength(1);
    expect((await put(shelf, 'vase', sent)).status).toBe(204);
    expect(await factsOf(shelf)).toHaveLength(2);
  });
});
