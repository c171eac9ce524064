import { X509Certificate } from 'node:crypto';
import { enterprise, HttpClient, KeyHolder, Renewing, type Enterprise, type MachineAccount } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { TokenIssuer, type Grant, type Role } from '@ekey/platform';
import { routeOf } from '@ekey/platform/testing';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'] as const;
const YEAR = '2026';

/** Somebody who calls, and whether what the walk is about is his. */
interface Caller {
  readonly role: Role;
  readonly http: HttpClient;
}

let world: StandaloneWorld;
let scene: Scene;
let mine: Case & Sent;
let stranger: Enterprise;
let kept: Case & Sent;
let renewing: Renewing;
let own: readonly Caller[];
let foreign: readonly Caller[];
let courier: MachineAccount;
let parameters: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
  kept = await scene.collected();
  await letPass(world, { days: 300 });
  renewing = await Renewing.starts(new KeyHolder(world, kept.token, kept.pin));
  await renewing.isPrepared();
  mine = await scene.ready();
  stranger = await scene.applicant();
  await stranger.starts();
  own = [
    await asEnterprise(mine.enterprise),
    await asKeyHolder(kept),
    await asKeyHolder(kept, renewing.id),
    ...(await atAuthority(scene.house.shanghai)),
    ...(await atProvider()),
    ...(await ofTheHouse()),
  ];
  foreign = [
    await asEnterprise(stranger),
    await asKeyHolder(mine),
    await asKeyHolder(kept, mine.application.id),
    ...(await atAuthority(scene.house.suzhou)),
  ];
  parameters = await namesOfEverything();
});
afterAll(() => world.end());

/** Tokens that last and belong to no session, so that a walk does not log anybody out. */
async function tokenFor(issuer: 'intake' | 'review', claims: object): Promise<HttpClient> {
  const tokens = new TokenIssuer(world.standalone.floor.tokenKeys, world.clock, issuer, 36_000);
  const http = new HttpClient(world.url);
  http.authorise(await tokens.issue(claims as never));
  return http;
}

const serialOf = ({ delivery }: Sent): string => new X509Certificate(delivery.certificates.signing ?? '').serialNumber;

async function asEnterprise({ http }: Enterprise): Promise<Caller> {
  const { accountId } = (await http.get<{ accountId: string }>('/api/intake/v1/accounts/current')).body;
  return { role: 'ENT', http: await tokenFor('intake', { kind: 'enterprise', id: accountId, roles: ['ENT'] }) };
}

/** Who has logged in with this key; after its end, for one renewal alone. */
async function asKeyHolder(sent: Case & Sent, onlyFor?: string): Promise<Caller> {
  const [serial, { uscc }] = [serialOf(sent), sent.enterprise.facts];
  const role = onlyFor === undefined ? 'KEY' : 'KEX';
  const claims = { kind: 'enterprise', id: `key-${serial}`, roles: [role], key: { serial, uscc, onlyFor } };
  return { role, http: await tokenFor('intake', claims) };
}

async function asStaff(role: Role, id: string, organisationId: string | null, kind = 'staff'): Promise<Caller> {
  const place = organisationId === null ? {} : { organisationId };
  return { role, http: await tokenFor('review', { kind, id, roles: [role], ...place }) };
}

const atAuthority = ({ id, officer, counter, manager }: Scene['house']['shanghai']): Promise<readonly Caller[]> =>
  Promise.all([asStaff('AGR', officer.id, id), asStaff('AGC', counter.id, id), asStaff('AGM', manager.id, id)]);

const atProvider = async (): Promise<readonly Caller[]> => {
  const { id, reviewer, maker, shippingDesk } = scene.house.provider;
  const { administrator } = scene.house;
  const delivery = { organisationId: id, roles: ['CUR'] } as const;
  const driver = await administrator.employs('driver', '程骑', delivery);
  courier = await administrator.registersMachine('快递接口', delivery, driver.id);
  return Promise.all([
    asStaff('SPR', reviewer.id, id),
    asStaff('SPP', maker.id, id),
    asStaff('SPL', shippingDesk.id, id),
    asStaff('CS', scene.house.support.id, id),
    asStaff('CUR', courier.id, id, 'machine'),
  ]);
};

const ofTheHouse = (): Promise<readonly Caller[]> => {
  const { auditor, administrator, operator } = scene.house;
  return Promise.all([
    asStaff('AUD', auditor.id, null),
    asStaff('SEC', administrator.account.id, null),
    asStaff('SYS', operator.id, null),
  ]);
};

/** A real name for every parameter of every route, so that nothing is missing but the right. */
async function namesOfEverything(): Promise<Readonly<Record<string, string>>> {
  const [notice] = await scene.house.mailbox.notices({});
  const outbox = (await scene.house.support.http.get('/api/notify/v1/outbox')).bytes.toString('utf8');
  const making = (await scene.house.provider.maker.http.get<{ making: { certificates: { signing: { serial: string } } } }>(`/api/issuance/v1/orders/${mine.application.id}`)).body.making; // prettier-ignore
  return {
    'intake/applications/:id': mine.application.id,
    'review/cases/:id': mine.application.id,
    'issuance/orders/:id': mine.application.id,
    'issuance/parcels/:id': mine.parcelId,
    'renewal/renewals/:id': renewing.id,
    'issuance/tokens/:serial': mine.token.serialNumber,
    'issuance/certificates/:serial': making.certificates.signing.serial,
    'review/staff/:id': scene.house.operator.id,
    'review/machines/:id': courier.id,
    'review/organisations/:id': scene.house.shanghai.id,
    'review/calendar/:year': YEAR,
    'notify/notices/:id': notice?.noticeId ?? '',
    'notify/outbox/:name': /outbox\/([^"?/]+)"/.exec(outbox)?.[1] ?? '',
    ':uscc': mine.enterprise.facts.uscc,
    ':slot': 'seal-confirmation',
    ':n': '1',
    ':page': '1',
    ':file': 'application-form.pdf',
    ':use': 'signing',
    ':step': 'signing-written',
  };
}

/** The path with every parameter named; those that only exist while something is under way name something that is not. */
function concrete(path: string, role?: Role): string {
  let named = path.replace(':queue', role === 'SPR' ? 're-verification' : 'pre-verification');
  for (const [parameter, name] of Object.entries(parameters)) {
    const place = parameter.includes('/') ? parameter.replace('/', '/v1/') : parameter;
    named = named.replace(place, place.replace(/:\w+$/, encodeURIComponent(name)));
  }
  return named.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
}

const rows = (): readonly [route: string, grant: Grant][] => [...world.standalone.application.rights.all()];

/** What stands for the answer: the refusals that concern rights by their code, everything else as let through. */
async function answerTo(http: HttpClient, route: string, role?: Role): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  // A malformed key ends every write behind the rights and before the deed.
  const { status, body } = await http.send<{ code?: string }>(method, concrete(path, role), { key: 'too-short' });
  if (status >= 500) return `${status}`;
  const isOfRights =
    [401, 403, 404].includes(status) && /^(Unauthenticated|Forbidden|NotFound)$/.test(body?.code ?? '');
  return isOfRights ? `${status}` : 'let through';
}

describe('every route', () => {
  it('has a row in the table of rights and is described, and no row is without a route', async () => {
    const described: string[] = [];
    for (const service of SERVICES) {
      const { body } = await new HttpClient(world.url).get<{ paths: Record<string, object> }>(
        `/api/${service}/openapi.json`,
      );
      for (const [path, methods] of Object.entries(body.paths))
        for (const method of Object.keys(methods)) described.push(`${method.toUpperCase()} ${routeOf(path)}`);
    }
    expect(described.sort()).toEqual(
      rows()
        .map(([route]) => route)
        .sort(),
    );
    expect(described.length).toBeGreaterThan(100);
  });

  it('answers 401 to nobody where it is not public', async () => {
    const nobody = new HttpClient(world.url);
    const wrong: string[] = [];
    for (const [route, grant] of rows()) {
      const answer = await answerTo(nobody, route);
      const expected = grant === 'public' ? 'let through' : '401';
      if (answer !== expected) wrong.push(`${route}: ${answer}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets every role through that its row names, and answers 403 to every other', async () => {
    const wrong: string[] = [];
    for (const { role, http } of own)
      for (const [route, grant] of rows()) {
        const expected = grant === 'public' || grant.includes(role) ? 'let through' : '403';
        const answer = await answerTo(http, route, role);
        if (answer !== expected) wrong.push(`${role} ${route}: ${answer}`);
      }
    expect(wrong).toEqual([]);
    expect(new Set(own.map(({ role }) => role)).size).toBe(14);
  }, 120_000);

  it('writes down every refusal', async () => {
    const entries = (await scene.house.auditor.http.get('/api/review/v1/audit/access?limit=1000')).bytes.toString(
      'utf8',
    );
    const refused = entries.trim().split('\n').map((line) => JSON.parse(line) as { outcome: string; action: string }); // prettier-ignore
    expect(refused.filter(({ outcome }) => outcome === 'refused').length).toBeGreaterThan(50);
  });
});

/** What a stranger would have to send for the deed to be done, were it his to do. */
const bodies: Readonly<Record<string, object>> = {
  '/submission': { round: 1, consents: [] },
  '/contact-changes': { number: 'EK26000001', form: {} },
  ':change/submission': { round: 1, form: {} },
  '/contact': { mail: 'anybody@stranger.example' },
  '/form': {},
  '/invitations': { mail: 'anybody@stranger.example' },
  '/unlock-request': { reason: 'pin-forgotten' },
  '/revocation-request': { ground: 'out-of-use' },
  '/slot-releases': { reason: '企业已注销，释放名额。' },
  '/marks': { round: 1, marks: [{ target: 'form', verdict: 'ok' }] },
  // To take a case oneself is to say nothing.
  'PUT /claim': { officer: 'somebody' },
  '/pre-verification': { round: 1, verdict: 'pass' },
  '/refusal-proposal': { round: 1, ground: 'not-eligible', remark: '不符合条件。' },
  '/refusal-proposal/declination': { round: 1, remark: '不同意。' },
  '/refusal': { round: 1, ground: 'not-eligible', remark: '不符合条件。' },
  '/final-review': { verdict: 'pass', documents: [{ slot: 'user-agreement', version: 1 }] },
  '/hand-over': {
    tokenSerial: 'EK26000001',
    collector: { kind: 'authorised-user', ...pick(enterprise(1).authorisedUser) },
    receiptSigned: true,
  },
  '/termination': { ground: 'other', remark: '终止。' },
  '/receipt': { tokens: ['EK26000001'] },
  '/loss': {},
  '/damage': { ground: 'damaged' },
  '/suspension': { ground: 'lost' },
  '/reinstatement': { reference: '来函 1' },
  '/confirmation': {},
  '/revocation': { ground: 'lost', requester: 'enterprise', reference: '来函 1' },
  '/cancellation': {},
  '/:use': { request: 'a request' },
  '/:step': { sha256: '0'.repeat(64) },
  '/proof': { attempt: 1, signature: 'AAAA' },
};

function pick({ name, idType, idNumber }: { name: string; idType: string; idNumber: string }) {
  return { name, idType, idNumber };
}

/** Routes about one case, enterprise, parcel, key or token: there for those whose it is, and for the others not there. */
const OWNED =
  /\/(applications|cases|orders|parcels|renewals)\/:id|\/enterprises\/:uscc|\/certificates\/:serial\/|\/tokens\/:serial/;

/** How many facts callers have brought about. */
const facts = async (): Promise<number> => {
  const { floor } = world.standalone;
  const logs = SERVICES.map((service) => floor.service(service).eventStore.readAll(0, 100_000));
  return (await Promise.all(logs)).flat().filter(({ meta }) => meta.actor.kind !== 'service').length;
};

describe('what is another’s', () => {
  it('is not there for another enterprise or another authority’s people, whatever they send', async () => {
    const before = await facts();
    const wrong: string[] = [];
    let asked = 0;
    for (const { role, http } of foreign)
      for (const [route, grant] of rows()) {
        const [method = '', path = ''] = route.split(' ');
        if (!OWNED.test(path) || grant === 'public' || !grant.includes(role)) continue;
        const deed = /(\/refusal-proposal|:change)?\/[:\w-]+$/.exec(path)?.[0] ?? '';
        const body = bodies[deed] ?? bodies[`${method} ${deed}`];
        const sent = method === 'GET' || method === 'DELETE' ? {} : { body: body ?? {} };
        const { status } = await http.send(method, concrete(path, role), sent);
        asked += 1;
        if (status !== 404) wrong.push(`${role} ${route}: ${status}`);
      }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(40);
    expect(await facts()).toBe(before);
  });

  it('stands in none of their lists', async () => {
    const lists = ['/api/intake/v1/applications', '/api/review/v1/queues/pre-verification', '/api/issuance/v1/orders', '/api/issuance/v1/parcels', '/api/review/v1/staff']; // prettier-ignore
    let read = 0;
    for (const { http } of foreign)
      for (const list of lists) {
        const { status, bytes } = await http.send('GET', list);
        if (status !== 200) continue;
        read += 1;
        for (const name of [mine.application.id, mine.parcelId, mine.enterprise.facts.uscc, scene.house.shanghai.id])
          expect(bytes.toString('utf8')).not.toContain(name);
      }
    expect(read).toBeGreaterThanOrEqual(7);
  });

  it('stays hidden although its own people see it', async () => {
    const [applicant] = own;
    const path = `/api/intake/v1/applications/${mine.application.id}`;
    expect((await applicant?.http.send('GET', path))?.status).toBe(200);
  });
});
