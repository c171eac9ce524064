import { randomUUID } from 'node:crypto';
import type { ReactorStatus } from '@ekey/event-store';
import { House, until } from './house/house';
import { shelfService } from './house/shelf.service';

const API = '/api/notify/v1';
let house: House;
let token: string;

beforeEach(async () => {
  house = await House.open();
  token = await house.token({ roles: ['CS'] });
});
afterEach(() => house.close());

const put = (shelf: string, thing: string) =>
  house.send('POST', `${API}/shelves/${shelf}/things`, { body: { thing }, token, key: randomUUID() });
const typesOf = async (shelf: string, category = 'Shelf') =>
  (await house.floor.service('notify').eventStore.read(`notify.${category}-${shelf}`)).map(({ type }) => type);
const published = () => house.floor.messaging.read('notify.events', 0, 100);
interface Reactors {
  readonly reactors: readonly ReactorStatus[];
  readonly parked: readonly {
    readonly reactor: string;
    readonly case: string;
    readonly type: string;
    readonly cause: string;
  }[];
}
const reactors = async () =>
  (await house.send<Reactors>('GET', `${API}/reactors`, { token: await house.token({ roles: ['SYS'] }) })).body;
const redrive = async (body: object) =>
  house.send<{ dealtWith: number }>('POST', `${API}/reactors/redrive`, { body, token: await house.token({ roles: ['SYS'] }) }); // prettier-ignore
const parked = () => until(reactors, ({ parked: waiting }) => waiting.length > 0);

/** Every reactor begins again from the first fact, as after a power cut that took the checkpoints. */
async function forgetCheckpoints(): Promise<void> {
  const { reactors: store } = house.floor.service('notify');
  const known = (await reactors()).reactors.map(({ reactor }) => reactor);
  await house.application.close();
  for (const reactor of known) await store.saveCheckpoint(reactor, 0);
  await house.start();
}

describe('an effect', () => {
  it('does something outside and records it in the stream of the fact', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'bell of bronze');
    await until(
      () => typesOf(shelf),
      (types) => types.includes('BellRung'),
    );
    expect(house.bell.rung).toEqual(['bell of bronze']);
    const facts = await house.floor.service('notify').eventStore.read(`notify.Shelf-${shelf}`);
    const [, thing, bell] = facts;
    expect(bell?.meta).toMatchObject({
      actor: { kind: 'service', id: 'when-a-bell-is-put-then-ring' },
      causationId: thing?.meta.id,
      correlationId: thing?.meta.correlationId,
    });
  });

  it('is not done again for a fact that comes again', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'bell of bronze');
    await until(
      () => typesOf(shelf),
      (types) => types.includes('BellRung'),
    );
    await forgetCheckpoints();
    const other = await house.shelf(token);
    await put(other, 'bell of glass');
    await until(
      () => typesOf(other),
      (types) => types.includes('BellRung'),
    );
    expect(house.bell.rung).toEqual(['bell of bronze', 'bell of glass']);
    expect(await typesOf(shelf)).toEqual(['ShelfBuilt', 'ThingPut', 'BellRung']);
  });

  it('that fails is tried again, then its case waits while others go on; it is taken up where it was left', async () => {
    const [one, two] = [await house.shelf(token), await house.shelf(token)];
    house.bell.broken = true;
    await put(one, 'bell of bronze');
    await put(one, 'bell of glass');
    expect((await parked()).parked[0]).toMatchObject({ case: `notify.Shelf-${one}`, type: 'ThingPut', cause: 'Error: the bell is broken' }); // prettier-ignore
    expect(house.bell.rung.filter((thing) => thing === 'bell of bronze').length).toBeGreaterThan(2);
    house.bell.broken = false;
    await put(two, 'bell of wood');
    await until(
      () => typesOf(two),
      (types) => types.includes('BellRung'),
    );
    await until(reactors, ({ parked: waiting }) => waiting.length === 2);
    expect((await redrive({ case: `notify.Shelf-${one}` })).body).toEqual({ dealtWith: 2 });
    expect((await typesOf(one)).filter((type) => type === 'BellRung')).toHaveLength(2);
    expect((await reactors()).parked).toEqual([]);
  });
});

it('another try is asked for under a key like any other write', async () => {
  const sent = { body: {}, token: await house.token({ roles: ['SYS'] }), key: 'short' };
  const { status, body } = await house.send('POST', `${API}/reactors/redrive`, sent);
  expect([status, body.code]).toEqual([400, 'InvalidIdempotencyKey']);
});

describe('a policy', () => {
  it('whose command is refused has its case wait until a person has looked', async () => {
    const [dangerous, harmless] = [await house.shelf(token), await house.shelf(token)];
    await put(dangerous, 'dynamite');
    const [waiting] = (await parked()).parked;
    expect(waiting).toMatchObject({
      reactor: 'notify: when-dynamite-is-put-then-raise-the-alarm',
      case: `notify.Shelf-${dangerous}`,
      cause: 'CommandRefused: RaiseAlarm was refused: AlarmIsNotArmed',
    });
    expect((await redrive({})).body).toEqual({ dealtWith: 0 });
    await house.send('POST', `${API}/alarm`, { token, key: randomUUID() });
    expect((await redrive({ reactor: 'notify: some other' })).body).toEqual({ dealtWith: 0 });
    expect((await redrive({ reactor: waiting?.reactor })).body).toEqual({ dealtWith: 1 });
    expect(await typesOf('house', 'Alarm')).toEqual(['AlarmArmed', 'AlarmRaised']);
    await put(harmless, 'dynamite');
    await until(
      () => typesOf('house', 'Alarm'),
      ({ length }) => length === 3,
    );
  });

  it('does once what a fact leads to, however often it comes', async () => {
    await house.send('POST', `${API}/alarm`, { token, key: randomUUID() });
    await put(await house.shelf(token), 'dynamite');
    await until(
      () => typesOf('house', 'Alarm'),
      ({ length }) => length === 2,
    );
    await forgetCheckpoints();
    await put(await house.shelf(token), 'dynamite');
    await until(
      () => typesOf('house', 'Alarm'),
      ({ length }) => length === 3,
    );
    expect(await typesOf('house', 'Alarm')).toEqual(['AlarmArmed', 'AlarmRaised', 'AlarmRaised']);
  });
});

describe('what is published', () => {
  it('goes round: from the log to the topic, to who listens there, and back', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'notice of sale');
    await until(
      () => typesOf(shelf),
      (types) => types.includes('ShelfClosed'),
    );
    const [{ message } = { message: undefined }] = await published();
    const [, fact, closed] = await house.floor.service('notify').eventStore.read(`notify.Shelf-${shelf}`);
    expect(message).toMatchObject({
      specversion: '1.0',
      type: 'notify.NoticeAbandoned.v1',
      source: '/ekey/notify',
      subject: shelf,
      stream: `notify.Shelf-${shelf}`,
      sequence: 1,
      correlationid: fact?.meta.correlationId,
      causationid: fact?.meta.causationId,
      data: { purpose: 'notice of sale' },
    });
    expect(closed?.meta).toMatchObject({ causationId: message?.id, correlationId: fact?.meta.correlationId });
    const shown = () => house.send<{ published: string | null }>('GET', `${API}/shelves/${shelf}`, { token });
    await until(shown, ({ body }) => body.published === 'notice of sale');
  });

  it('is published once, though the log is read again', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'notice of sale');
    await until(published, ({ length }) => length === 1);
    await forgetCheckpoints();
    await put(await house.shelf(token), 'notice of rent');
    await until(published, ({ length }) => length === 2);
    expect((await published()).map(({ message }) => message.data)).toMatchObject([{ purpose: 'notice of sale' }, { purpose: 'notice of rent' }]); // prettier-ignore
  });

  it('is not published where it does not fit its schema: its case waits', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'notice of nonsense');
    expect((await parked()).parked).toMatchObject([
      { reactor: 'notify: publisher notify', case: `notify.Shelf-${shelf}`, cause: expect.stringContaining('cause') as string }, // prettier-ignore
    ]);
    expect(await published()).toEqual([]);
  });
});

describe('the clock', () => {
  it('closes what has stood for a day, once', async () => {
    const shelf = await house.shelf(token);
    const host = house.application.hosts.byService.get('notify');
    await until(
      async () => (await house.send('GET', `${API}/shelves/${shelf}`, { token })).status,
      (status) => status === 200,
    );
    await host?.tickAll();
    expect(await typesOf(shelf)).toEqual(['ShelfBuilt']);
    house.floor.clock.advance(25);
    await Promise.all([host?.tickAll(), host?.tickAll()]);
    await host?.tickAll();
    expect(await typesOf(shelf)).toEqual(['ShelfBuilt', 'ShelfClosed']);
  });

  it('that fails is told in the log, and looks again', async () => {
    const shelf = await house.shelf(token);
    const host = house.application.hosts.byService.get('notify');
    house.floor.clock.advance(25);
    token = await house.token({ roles: ['CS'] });
    await until(
      async () => (await house.send('GET', `${API}/shelves/${shelf}`, { token })).status,
      (status) => status === 200,
    );
    house.floor.diskFault = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    await host?.tickAll();
    expect(house.logged()).toContainEqual(expect.objectContaining({ level: 'error', msg: 'clock failed', clock: 'shelves', service: 'notify' })); // prettier-ignore
    house.floor.diskFault = undefined;
    await host?.tickAll();
    expect(await typesOf(shelf)).toEqual(['ShelfBuilt', 'ShelfClosed']);
  });
});

describe('a view of a new version', () => {
  it('is built from everything that ever happened before anybody is answered', async () => {
    const shelf = await house.shelf(token);
    await put(shelf, 'notice of sale');
    await until(
      () => typesOf(shelf),
      (types) => types.includes('ShelfClosed'),
    );
    await house.restart(shelfService(house.bell, 2));
    const views = house.floor.service('notify').views;
    expect(views.pending()).toEqual([]);
    const shown = await house.send<object>('GET', `${API}/shelves/${shelf}?atLeast=notify:2`, { token });
    expect(shown.body).toMatchObject({ things: ['notice of sale'], open: 0, published: 'notice of sale' });
    expect((await reactors()).reactors.map(({ reactor }) => reactor)).toContain(
      'notify: view shelf-contents v2 of own',
    );
  });
});

describe('a key that cannot be read', () => {
  it('is told as what it is and changes nothing', async () => {
    const shelf = await house.shelf(token);
    await house.restart();
    const { personalData } = house.floor;
    const open = personalData.open.bind(personalData);
    const { KeyMissing } = await import('@ekey/personal-data');
    personalData.open = async ({ owner }) => {
      throw new KeyMissing(owner);
    };
    const refused = await put(shelf, 'vase');
    expect([refused.status, refused.body.code]).toEqual([503, 'KeyMissing']);
    personalData.open = open;
    expect((await put(shelf, 'vase')).status).toBe(204);
  });

  it('that was destroyed leaves everything but what it sealed', async () => {
    const shelf = await house.shelf(token);
    await until(
      async () => (await house.send('GET', `${API}/shelves/${shelf}`, { token })).status,
      (status) => status === 200,
    );
    await house.floor.personalData.erase(`account:${shelf}`, house.floor.clock.now());
    const read = await house.send<object>('GET', `${API}/shelves/${shelf}`, { token });
    expect(read.body).toMatchObject({ owner: null, things: [] });
    expect((await put(shelf, 'vase')).status).toBe(204);
  });
});
