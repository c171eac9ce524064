/** @engines kurrentdb kafka mongodb minio smtp */
import { setTimeout as sleep } from 'node:timers/promises';
import { auditedFacts, enterprise, Enterprise, sheet, until, type Application, type House } from '@ekey/journeys';
import { FaultyEngines, type Engine } from './faulty-engines';
import { awaitReady } from './health';
import { smallWorld, type SmallWorld } from './small-world';
import { Traffic } from './traffic';

const AWAY_MS = 4_000;
const UNDER_WAY_MS = 500;
const engines = new FaultyEngines();
let world: SmallWorld;
let house: House;
let applicant: Enterprise;
let draft: Application;
let submitted: Application;
let sheets: readonly Buffer[];

beforeAll(async () => {
  await engines.start();
  world = await smallWorld({ engines: engines.addresses, settings: engines.settings });
  house = world.scene.house;
  applicant = await world.scene.applicant();
  [draft, submitted] = [await applicant.starts(), await applicant.starts()];
  await submitted.fills(submitted.draft(house.shanghai));
  await submitted.submitsForm();
  sheets = await Promise.all([1, 2].map((n) => sheet({ words: `${n}`, longSide: 240 })));
}, 240_000);
afterAll(async () => {
  await world?.end();
  await engines.stop();
}, 60_000);

const place = ({ id }: Application): string => `/api/intake/v1/applications/${id}`;

/** An applicant who goes on correcting his form. */
const typing = (): Traffic =>
  new Traffic((count, key) => {
    const registeredAddress = `上海市浦东新区云杉路${world.fleet.now()}-${count}号`;
    const body = { ...draft.draft(house.shanghai), registeredAddress };
    return applicant.http.send('PUT', `${place(draft)}/form`, { key, body });
  });

/** One who goes on uploading scans, each another one than that before: the same again would be no fact. */
const uploading = (before: number): Traffic =>
  new Traffic((count, key) => {
    const body = sheets[(before + count) % sheets.length];
    const path = `${place(submitted)}/documents/business-licence/pages/1`;
    return applicant.http.send('PUT', path, { key, body, type: 'image/jpeg' });
  });

/** The facts of a case, as the log tells them. */
async function factsOf({ id }: Application, type: string): Promise<number> {
  const facts = await auditedFacts(house.auditor.http, 'intake', id);
  return facts.filter((fact) => fact.type === type).length;
}

/** Each runs while an engine is away, and ends with the engine back. */
async function whileAway(engine: Engine, traffics: readonly Traffic[]): Promise<void> {
  for (const traffic of traffics) traffic.start();
  await sleep(UNDER_WAY_MS);
  await engines.line(engine).cut();
  await sleep(AWAY_MS);
  await engines.line(engine).mend();
  await awaitReady(world.fleet);
  for (const traffic of traffics) await traffic.stop();
}

describe('an engine that is away for a while', () => {
  it.each(['kurrent', 'kafka', 'mongo', 'keys', 'minio'] as const)(
    '(%s) costs nothing that was acknowledged, and does nothing twice',
    async (engine) => {
      const [saved, uploaded] = [await factsOf(draft, 'DraftSaved'), await factsOf(submitted, 'PageUploaded')];
      const [typed, sent] = [typing(), uploading(uploaded)];
      await whileAway(engine, [typed, sent]);
      // Whoever was refused was told when to come again, by a problem with a code: never by a broken connection or a 500.
      for (const { status, code, retryAfter } of [...typed.refusals, ...sent.refusals])
        expect([status, code, retryAfter]).toEqual([503, 'TemporarilyUnavailable', 5]);
      expect((await factsOf(draft, 'DraftSaved')) - saved).toBe(typed.acknowledged);
      expect((await factsOf(submitted, 'PageUploaded')) - uploaded).toBe(sent.acknowledged);
      for (const [{ id }, { revision }] of [
        [draft, typed],
        [submitted, sent],
      ] as const)
        await until(
          `${id} is shown at ${revision}`,
          () => applicant.http.send('GET', `/api/intake/v1/applications/${id}?atLeast=intake:${revision}`),
          ({ status }) => status === 200,
        );
      // Each waits until it has been given everything, and finds that what it has made of it is right.
      for (const member of world.fleet.all()) expect([member.service, await member.compareViews()]).toEqual([member.service, []]); // prettier-ignore
    },
    180_000,
  );

  it.each(['kafka', 'smtp'] as const)('keeps nobody from writing where it is not asked (%s)', async (engine) => {
    await engines.line(engine).cut();
    const traffic = typing();
    traffic.start();
    await until(
      'changes are acknowledged',
      async () => traffic.acknowledged,
      (count) => count >= 3,
    );
    await engines.line(engine).mend();
    await traffic.stop();
    expect(traffic.refusals).toEqual([]);
    await awaitReady(world.fleet);
  });

  it('(mail server) has its mails sent once it is back', async () => {
    await engines.line('smtp').cut();
    const registration = Enterprise.registers(world, world.mailbox, enterprise(2));
    await sleep(1_000);
    await engines.line('smtp').mend();
    await until(
      'the mail was tried again',
      async () => (await world.fleet.letPass({ minutes: 5 }), world.mailbox.all()),
      (mails) => mails.some(({ to }) => to === enterprise(2).authorisedUser.email),
    );
    expect((await registration).registration.mail).toBe(enterprise(2).authorisedUser.email);
  }, 120_000);
});

describe('an engine that takes everything and answers nothing', () => {
  const AT_ONCE = 40;
  /** The longest that a server is waited for, with some time to say so. */
  const ANSWERED_WITHIN_MS = 25_000;
  const MOST_CONNECTIONS = 60;

  // So much time has passed until the mail was tried again that nobody's session may be left.
  beforeAll(() => applicant.logIn());

  it.each(['kurrent', 'keys'] as const)(
    '(%s) keeps nobody waiting for ever, and fills neither memory nor lines',
    async (engine) => {
      engines.line(engine).silence();
      const began = performance.now();
      const answers = Array.from({ length: AT_ONCE }, async (_none, count) => {
        const body = { kind: 'first', uscc: enterprise(100 + count).uscc };
        const { status, headers } = await applicant.http.send('POST', '/api/intake/v1/applications', { body });
        return [status, headers.get('retry-after')];
      });
      for (const answer of await Promise.all(answers)) expect(answer).toEqual([503, '5']);
      expect(performance.now() - began).toBeLessThan(ANSWERED_WITHIN_MS);
      expect(engines.line(engine).open).toBeLessThan(MOST_CONNECTIONS);
      await engines.line(engine).mend();
      await awaitReady(world.fleet);
      const traffic = typing();
      traffic.start();
      await until(
        'changes are acknowledged',
        async () => traffic.acknowledged,
        (count) => count >= 3,
      );
      await traffic.stop();
    },
    120_000,
  );

  it('is a slow one for everybody where each piece takes its time, and nobody is refused', async () => {
    engines.line('kurrent').slow(100);
    const traffic = typing();
    traffic.start();
    await until(
      'changes are acknowledged',
      async () => traffic.acknowledged,
      (count) => count >= 3,
    );
    await engines.line('kurrent').mend();
    await traffic.stop();
    expect([traffic.refusals, traffic.slowestAnswer > 200]).toEqual([[], true]);
  });
});
