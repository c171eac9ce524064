import { randomUUID } from 'node:crypto';
import {
  awaitAuthority,
  Enterprise,
  enterprise,
  HttpClient,
  openHouse,
  person,
  refusal,
  rightIn,
  sheet,
  until,
  type Application,
  type House,
  type ProblemDocument,
} from '@ekey/journeys';
import { importHolders } from '@ekey/intake';
import { Commands } from '@ekey/platform';
import { figuresOf } from './figures';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const INTAKE = '/api/intake/v1';
const ACTIVATION = '调用商务部统一用户管理平台激活企业账户';

let world: StandaloneWorld;
let house: House;
let anybody: HttpClient;
let enterprises = 300;

beforeAll(async () => {
  world = await standaloneWorld({ settings: { LOG_LEVEL: 'warn' } });
  house = await openHouse(world);
  anybody = new HttpClient(world.url);
  await awaitAuthority(world, house.shanghai.id);
}, 120_000);
afterAll(() => world.end());

const problemOf = async (attempt: Promise<unknown>): Promise<ProblemDocument & Record<string, unknown>> =>
  (await refusal(attempt)).body as ProblemDocument & Record<string, unknown>;

const register = (): Promise<Enterprise> => Enterprise.registers(world, house.mailbox, enterprise(enterprises++));

async function submitted(): Promise<{ company: Enterprise; application: Application }> {
  const company = await register();
  const application = await company.starts();
  await application.isPrepared(house.shanghai);
  await application.confirms();
  return { company, application };
}

async function approve(application: Application, round = 1): Promise<void> {
  await house.shanghai.officer.awaits('pre-verification', application.id, round);
  await house.shanghai.officer.passes('pre-verification', application.id);
  await house.provider.reviewer.awaits('re-verification', application.id, round);
  await house.provider.reviewer.passes('re-verification', application.id);
  await application.awaits('APPROVED', '复核通过');
}

describe('a case that comes back', () => {
  it('names every reason, and needs only what was rejected to be new', async () => {
    const { application } = await submitted();
    await house.shanghai.officer.awaits('pre-verification', application.id);
    const defects = [
      { target: 'user-agreement', code: 'G03' },
      { target: 'business-licence', code: 'G01' },
    ] as const;
    await house.shanghai.officer.rejects('pre-verification', application.id, defects, '请加盖公章，并重新扫描执照');
    const back = await application.awaits('PRECHECK_REJECTED', '核验未通过');
    await until(
      'it is counted as lying with its applicant',
      () => figuresOf(world.url),
      (figures) => (figures.get('ekey_cases{service="intake",stage="with-applicant"}') ?? 0) > 0,
    );
    expect(back).toMatchObject({
      turn: 'applicant',
      due: null,
      remarks: [
        {
          round: 1,
          stage: 'pre-verification',
          remark: '请加盖公章，并重新扫描执照',
          reasons: [{ zh: expect.any(String) }, {}],
        },
      ],
    });
    await application.uploadsSheets(['user-agreement']);
    expect(await problemOf(application.confirms({ round: 2 }))).toMatchObject({
      code: 'DocumentsMissing',
      documents: [
        { slot: 'business-licence', lack: 'rejected' },
        { slot: 'user-agreement', lack: 'unchanged' },
      ],
      mayDo: expect.arrayContaining(['UploadPage', 'WithdrawApplication']),
    });
    await application.uploadsSheets(['user-agreement', 'business-licence'], 2);
    expect(await application.confirms({ round: 2 })).toBe(2);
    await application.awaits('PRECHECK', '待核验');
    await approve(application, 2);
    expect(await problemOf(application.withdraws())).toMatchObject({ status: 409, code: 'AlreadyApproved' });
  });

  it('is not changed while a reviewer has it', async () => {
    const { application } = await submitted();
    for (const attempt of [
      application.reopensForm(),
      application.fills({ nameCn: '上海' }),
      application.removes('user-agreement', 1),
    ])
      expect(await problemOf(attempt)).toMatchObject({ status: 409, code: 'UnderReview' });
    expect(await problemOf(application.uploads('user-agreement', await sheet({ words: 'late' })))).toMatchObject({
      code: 'UnderReview',
    });
    expect(await application.mayDo()).toEqual(['WithdrawApplication', 'CorrectContact']);
    const { due, turn } = await until(
      'the clock runs',
      () => application.read(),
      (read) => read.due !== null,
    );
    expect({ due, turn }).toMatchObject({
      turn: 'issuing-authority',
      due: { stage: 'pre-verification', breached: false },
    });
  });
});

describe('an approved case', () => {
  let company: Enterprise;
  let application: Application;
  beforeAll(async () => {
    ({ company, application } = await submitted());
    await approve(application);
  });
  const place = () => `${INTAKE}/enterprises/${company.facts.uscc}`;

  it('is activated by the link of the mail, once; reading the link consumes nothing', async () => {
    const { email } = company.facts.authorisedUser;
    const first = rightIn(await house.mailbox.awaits(email, ACTIVATION), 'activate-account');
    world.clock.advance({ minutes: 2 });
    await application.asksForActivationMail();
    expect(await problemOf(application.asksForActivationMail())).toMatchObject({
      status: 429,
      code: 'ActivationJustSent',
    });
    const right = rightIn(await house.mailbox.awaits(email, ACTIVATION, 2), 'activate-account');
    expect(await problemOf(anybody.post(`${INTAKE}/activations`, first))).toMatchObject({
      status: 404,
      code: 'LinkUnknown',
    });
    expect(await problemOf(anybody.post(`${INTAKE}/activations`, { ...right, token: 'x'.repeat(43) }))).toMatchObject({
      code: 'LinkUnknown',
    });
    expect(await problemOf(anybody.get(`${INTAKE}/activations`))).toMatchObject({ status: expect.any(Number) });
    expect((await anybody.post(`${INTAKE}/activations`, right)).status).toBe(202);
    expect(await problemOf(anybody.post(`${INTAKE}/activations`, right))).toMatchObject({
      status: 409,
      code: 'LinkUsed',
    });
    await until(
      'the account is activated',
      () => application.timeline(),
      (items) => items.some(({ code }) => code === 'AccountActivated'),
    );
    expect(await application.read()).toMatchObject({
      status: { code: 'APPROVED' },
      activation: { status: 'activated' },
    });
  });

  it('lets its administrator invite users, who then see its cases', async () => {
    const guest = person(700);
    await company.http.post(`${place()}/invitations`, { mail: guest.email });
    const right = rightIn(await house.mailbox.awaits(guest.email, /邀请/), 'accept-invitation');
    const { invitation, ...link } = right;
    const credentials = { loginName: 'guest.one', password: '一路平安 2026 客人', userName: guest.name };
    await anybody.post(`${INTAKE}/invitations`, { invitation, ...link, ...credentials });
    expect(
      await problemOf(
        anybody.post(`${INTAKE}/invitations`, { invitation, ...link, ...credentials, loginName: 'guest.two' }),
      ),
    ).toMatchObject({
      code: 'LinkUsed',
    });
    const freeName = { ...credentials, loginName: 'guest.two', mail: 'guest.two@journey.example' };
    expect((await anybody.post(`${INTAKE}/accounts`, freeName)).status).toBe(201);
    const user = new HttpClient(world.url);
    const { loginName, password } = credentials;
    user.authorise(
      (await anybody.post<{ accessToken: string }>(`${INTAKE}/sessions`, { loginName, password })).body.accessToken,
    );
    await until(
      'the user has joined',
      () => user.send('GET', place()),
      ({ status }) => status === 200,
    );
    await user.get(`${INTAKE}/applications/${application.id}`);
    const listed = (await user.get<{ items: { applicationId: string }[] }>(`${INTAKE}/applications?of=enterprise`)).body
      .items;
    expect(listed.map(({ applicationId }) => applicationId)).toEqual([application.id]);
    expect(await problemOf(user.post(`${place()}/invitations`, { mail: 'x@y.example' }))).toMatchObject({
      status: 403,
      code: 'NotAdministrator',
    });
    const users = (await company.http.get<{ users: { accountId: string; administrator: boolean }[] }>(place())).body
      .users;
    const joined = users.find(({ administrator }) => !administrator);
    await company.http.delete(`${place()}/users/${joined?.accountId}`);
    expect(await problemOf(user.get(`${INTAKE}/applications/${application.id}`))).toMatchObject({ status: 404 });
  });

  it('lets its address be corrected without a new review', async () => {
    await application.correctsContact('right@address.example');
    const read = await until(
      'the address is corrected',
      () => application.read(),
      (found) => mailOf(found) === 'right@address.example',
    );
    expect(read.status.code).toBe('APPROVED');
    expect(await problemOf(application.correctsContact('no address'))).toMatchObject({
      status: 400,
      errors: [{ field: 'mail' }],
    });
  });
  const mailOf = (found: object): string | undefined => (found as { contact?: { mail: string } }).contact?.mail;

  it('gives its slot back where the manager of its own authority releases it with a reason', async () => {
    const releases = `${place()}/slot-releases`;
    const reason = '企业重复申请，经核实释放名额';
    expect(await problemOf(company.http.post(releases, { reason }))).toMatchObject({ status: 403 });
    expect(await problemOf(house.shanghai.officer.http.post(releases, { reason }))).toMatchObject({ status: 403 });
    expect(await problemOf(house.suzhou.manager.http.post(releases, { reason }))).toMatchObject({ status: 404 });
    expect(await problemOf(house.shanghai.manager.http.post(releases, { reason: '?' }))).toMatchObject({ status: 400 });
    const { http } = house.shanghai.manager;
    const other = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
    expect(await problemOf(http.post(releases, { reason, applicationId: other }))).toMatchObject({ status: 404 });
    await http.post(releases, { reason, applicationId: application.id });
    const { remarks } = await application.awaits('WITHDRAWN', '已撤回');
    expect(remarks.at(-1)).toMatchObject({
      stage: 'slot-release',
      ground: { code: 'slot-released', zh: '发证机构已结束本次申请，可重新申请' },
      remark: reason,
    });
    await until(
      'the enterprise is bound no more',
      () => company.http.send('GET', place()),
      ({ status }) => status === 404,
    );
    await until(
      'the slot is free',
      () => company.starts().catch(() => null),
      (again) => again !== null,
    );
  });
});

describe('a slot that was released', () => {
  it('is not released again by a repeat, be it held by another case meanwhile', async () => {
    const { company, application } = await submitted();
    const releases = `${INTAKE}/enterprises/${company.facts.uscc}/slot-releases`;
    const { http } = house.shanghai.manager;
    const [reason, key] = ['企业重复申请，经核实释放名额', randomUUID()];
    const once = await http.post(releases, { reason }, { key });
    await application.awaits('WITHDRAWN', '已撤回');
    const twice = await http.post(releases, { reason }, { key });
    expect([twice.status, twice.revision]).toEqual([204, once.revision]);
    const next = await company.starts();
    await next.isPrepared(house.shanghai);
    await next.confirms();
    expect((await http.post(releases, { reason }, { key })).status).toBe(204);
    expect((await next.read()).status.code).toBe('PRECHECK');
    expect(await problemOf(http.post(releases, { reason: '企业已注销' }, { key }))).toMatchObject({
      code: 'IdempotencyKeyReused',
    });
    expect(await problemOf(http.post(releases, { reason, applicationId: next.id }, { key }))).toMatchObject({
      code: 'IdempotencyKeyReused',
    });
  });
});

describe('an enterprise that had a key before this system', () => {
  it('cannot apply for a first one, until a manager strikes off the record', async () => {
    const company = await register();
    const { uscc } = company.facts;
    const commands = world.standalone.application.provided('intake', Commands);
    const ports = { commands, clock: world.clock };
    expect(await importHolders(Buffer.from(`uscc\n${uscc}\n`), ports)).toMatchObject({
      problems: [],
      recorded: 1,
      known: 0,
    });
    const replacement = await company.replaces('旧 12', 'lost');
    expect(await replacement.read()).toMatchObject({
      kind: 'replacement',
      replaces: { number: '旧 12', ground: 'lost' },
    });
    await replacement.withdraws();
    expect(await importHolders(Buffer.from(`uscc\n${uscc}\n`), ports)).toMatchObject({
      problems: [],
      recorded: 0,
      known: 1,
    });
    const start = () => company.http.post(`${INTAKE}/applications`, { kind: 'first', uscc });
    expect(await problemOf(start())).toMatchObject({ code: 'FirstApplicationNotAllowed', because: 'key-held' });
    const releases = `${INTAKE}/enterprises/${uscc}/slot-releases`;
    const reason = '导入记录有误';
    expect(await problemOf(house.suzhou.manager.http.post(releases, { reason }))).toMatchObject({ status: 404 });
    const none = `${INTAKE}/enterprises/${uscc.slice(1)}/slot-releases`;
    expect(await problemOf(house.shanghai.manager.http.post(none, { reason }))).toMatchObject({ status: 404 });
    const add = () => company.http.post(`${INTAKE}/applications`, { kind: 'additional', uscc });
    await add();
    const counted = Buffer.from(`uscc,keys\n${uscc},3\n`);
    expect(await importHolders(counted, ports)).toEqual({
      problems: [],
      recorded: 1,
      recounted: [{ uscc, before: 1, now: 3 }],
      known: 0,
    });
    expect(await importHolders(counted, ports)).toMatchObject({ problems: [], recorded: 0, known: 1 });
    expect(await problemOf(add())).toMatchObject({ status: 409, code: 'TooManyKeys', held: 3, underWay: 0, most: 3 });
    await house.shanghai.manager.http.post(releases.replace(uscc, uscc.toLowerCase()), { reason });
    await start();
    expect(await problemOf(house.shanghai.manager.http.post(releases, { reason }))).toMatchObject({
      status: 409,
      code: 'NoImportedHolder',
    });
  });
});
