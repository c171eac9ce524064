import { X509Certificate } from 'node:crypto';
import { HttpClient, until, type Mail } from '@ekey/journeys';
import { letPass, Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { figuresOf } from './figures';
import { issuanceTells } from './issuance-tells';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

interface Term {
  readonly serial: string;
  readonly caseId: string;
  readonly standing: string;
  readonly standingLabel: string;
  readonly notAfter: string;
  readonly tokenSerial: string;
  readonly agencyId: string;
  readonly reminded: { readonly daysBefore: number } | null;
  readonly nextReminder: { readonly daysBefore: number; readonly dueAt: string } | null;
}
interface Terms {
  readonly items: readonly Term[];
  readonly next?: string;
}

const TERMS = '/api/renewal/v1/terms-ending';
const DAY_MS = 86_400_000;

let world: StandaloneWorld;
let scene: Scene;
let kept: Case & Sent;
let revoked: Case & Sent;

beforeAll(async () => {
  world = await standaloneWorld();
  scene = await Scene.set(world);
  kept = await scene.collected();
  revoked = await scene.collected();
}, 120_000);
afterAll(() => world.end());

const certificateOf = ({ delivery }: Sent): X509Certificate =>
  new X509Certificate(delivery.certificates.signing as string);
const endOf = (sent: Sent): number => Date.parse(certificateOf(sent).validTo);

const termsFor = async (http: HttpClient, query = ''): Promise<Terms> =>
  (await http.get<Terms>(`${TERMS}${query}`)).body;
const support = (): HttpClient => scene.house.support.http;

/** Moves the time on to so many days before the certificate ends. */
const reaches = (sent: Sent, daysBefore: number): Promise<void> =>
  letPass(world, { minutes: Math.ceil((endOf(sent) - daysBefore * DAY_MS - Date.parse(world.now())) / 60_000) + 1 });

const mailsTo = async ({ enterprise }: Case): Promise<readonly Mail[]> =>
  (await scene.house.mailbox.mailsTo(enterprise.facts.authorisedUser.email)).filter(({ subject }) =>
    subject.startsWith('电子钥匙证书即将到期'),
  );

/** Which reminders were ever recorded: in the stream, where none can be still on its way. */
async function remindersOf(sent: Sent): Promise<readonly unknown[]> {
  const { eventStore } = world.standalone.floor.service('renewal');
  const facts = await eventStore.read(`renewal.CertificateTerm-${certificateOf(sent).serialNumber}`);
  return facts.flatMap(({ type, data }) => (type === 'ReminderFellDue' ? [(data as { daysBefore: number }).daysBefore] : [])); // prettier-ignore
}

describe('the term of a key', () => {
  it('is nobody’s business else', async () => {
    expect((await new HttpClient(world.url).send('GET', TERMS)).status).toBe(401);
    for (const http of [scene.house.shanghai.counter.http, kept.enterprise.http, scene.house.auditor.http])
      expect((await http.send('GET', TERMS)).status).toBe(403);
  });

  it('is of no concern while its end is further away than 90 days', async () =>
    expect(await termsFor(support())).toEqual({ items: [] }));

  it('shows, 90 days before the end, to the authority that handed the key over and to support', async () => {
    await reaches(kept, 90.01);
    const { items } = await until(
      'both terms show',
      () => termsFor(support()),
      (terms) => terms.items.length === 2,
    );
    expect(items.find(({ caseId }) => caseId === kept.application.id)).toMatchObject({
      serial: certificateOf(kept).serialNumber,
      ...{ standing: 'running', standingLabel: '有效', tokenSerial: kept.token.serialNumber },
      ...{ agencyId: scene.house.shanghai.id, reminded: null, nextReminder: { daysBefore: 90 } },
    });
    for (const { http } of [scene.house.shanghai.officer, scene.house.shanghai.manager])
      expect(await termsFor(http)).toEqual({ items });
    expect(await termsFor(scene.house.suzhou.manager.http)).toEqual({ items: [] });
  });

  it('is listed page by page, and only as far ahead as is asked', async () => {
    const first = await termsFor(support(), '?limit=1');
    const second = await termsFor(support(), `?limit=1&after=${first.next}`);
    const both = [...first.items, ...second.items].map(({ caseId }) => caseId);
    expect(new Set(both)).toEqual(new Set([kept.application.id, revoked.application.id]));
    expect(second.next).toBeUndefined();
    expect(await termsFor(support(), '?days=89')).toEqual({ items: [] });
    for (const query of ['?days=0', '?days=91', '?days=1e1', '?state=running'])
      expect((await support().send('GET', `${TERMS}${query}`)).status).toBe(400);
  });

  it('ends with a revocation', async () => {
    await issuanceTells(world, 'issuance.CertificateRevoked.v1', revoked);
    const { items } = await until(
      'the revoked key is gone from the list',
      () => termsFor(support()),
      (terms) => terms.items.length === 1,
    );
    expect(items[0]?.caseId).toBe(kept.application.id);
    expect((await figuresOf(world.url)).get('ekey_terms_ending{service="renewal",days="90"}')).toBe(0);
  });
});

describe('90 days before the end', () => {
  it('the enterprise is mailed how to renew, once', async () => {
    await reaches(kept, 90);
    const mail = await scene.house.mailbox.awaits(kept.enterprise.facts.authorisedUser.email, /证书即将到期/);
    expect(mail.text).toContain(certificateOf(kept).serialNumber);
    expect(mail.text).toContain('插入需要更新的电子钥匙');
    expect((await figuresOf(world.url)).get('ekey_terms_ending{service="renewal",days="90"}')).toBe(1);
    await letPass(world, { days: 1 });
    await letPass(world, { days: 1 });
    expect(await remindersOf(kept)).toEqual([90]);
    expect(await mailsTo(kept)).toHaveLength(1);
    expect((await termsFor(support())).items).toMatchObject([
      { reminded: { daysBefore: 90 }, nextReminder: { daysBefore: 60 } },
    ]);
  });

  it('nobody is mailed about a key whose certificates are revoked', async () => {
    expect(await remindersOf(revoked)).toEqual([]);
    expect(await mailsTo(revoked)).toEqual([]);
  });
});

describe('a process that slept through several reminders', () => {
  it('sends the nearest alone, then goes on with the one after it', async () => {
    await reaches(kept, 20);
    await until(
      'the second mail is written',
      () => mailsTo(kept),
      (mails) => mails.length === 2,
    );
    expect((await termsFor(support())).items).toMatchObject([
      { reminded: { daysBefore: 30 }, nextReminder: { daysBefore: 15 } },
    ]);
    await reaches(kept, 15);
    await until(
      'the third mail is written',
      () => mailsTo(kept),
      (mails) => mails.length === 3,
    );
  });

  it('reminds of nothing once the certificate has ended', async () => {
    await reaches(kept, -1);
    await letPass(world, { days: 1 });
    expect(await remindersOf(kept)).toEqual([90, 30, 15]);
    expect(await mailsTo(kept)).toHaveLength(3);
    expect(await termsFor(support())).toEqual({ items: [] });
    expect(await remindersOf(revoked)).toEqual([]);
  });
});
