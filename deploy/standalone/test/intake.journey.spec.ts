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
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const INTAKE = '/api/intake/v1';

let world: StandaloneWorld;
let house: House;
let anybody: HttpClient;
/** Every journey has an enterprise of its own. */
let enterprises = 100;
const newEnterprise = (): Promise<Enterprise> => Enterprise.registers(world, house.mailbox, enterprise(enterprises++));

beforeAll(async () => {
  world = await standaloneWorld({ settings: { LOG_LEVEL: 'warn' } });
  house = await openHouse(world);
  anybody = new HttpClient(world.url);
  await awaitAuthority(world, house.shanghai.id);
}, 120_000);
afterAll(() => world.end());

const problemOf = async (attempt: Promise<unknown>): Promise<ProblemDocument & Record<string, unknown>> =>
  (await refusal(attempt)).body as ProblemDocument & Record<string, unknown>;

describe('an account', () => {
  it('applies for nothing before its address is confirmed', async () => {
    const { uscc } = enterprise(enterprises++);
    const registration = {
      loginName: 'early.bird',
      password: '一路平安 2026 早鸟',
      userName: person(90).name,
      mail: 'early@bird.example',
    };
    await anybody.post(`${INTAKE}/accounts`, registration);
    const { accessToken } = (
      await anybody.post<{ accessToken: string }>(`${INTAKE}/sessions`, registration2(registration))
    ).body;
    const user = new HttpClient(world.url);
    user.authorise(accessToken);
    expect(await problemOf(user.post(`${INTAKE}/applications`, { kind: 'first', uscc }))).toMatchObject({
      code: 'AddressNotConfirmed',
    });
    const mail = await house.mailbox.awaits('early@bird.example', /邮箱/);
    const right = rightIn(mail, 'confirm-address');
    await anybody.post(`${INTAKE}/address-confirmations`, right);
    expect(await problemOf(anybody.post(`${INTAKE}/address-confirmations`, right))).toMatchObject({
      status: 409,
      code: 'LinkUsed',
    });
    await user.post(`${INTAKE}/applications`, { kind: 'first', uscc });
  });

  const registration2 = ({ loginName, password }: { loginName: string; password: string }) => ({ loginName, password });

  it('is registered once for a name, whoever asks, and again by the same request', async () => {
    const registration = {
      loginName: 'only.one',
      password: '一路平安 2026 唯一',
      userName: person(91).name,
      mail: 'one@only.example',
    };
    const key = randomUUID();
    const first = await anybody.post<{ accountId: string }>(`${INTAKE}/accounts`, registration, { key });
    const again = await anybody.post<{ accountId: string }>(`${INTAKE}/accounts`, registration, { key });
    expect(again.body).toEqual(first.body);
    const changed = { ...registration, mail: 'two@only.example' };
    expect(await problemOf(anybody.post(`${INTAKE}/accounts`, changed, { key }))).toMatchObject({
      status: 422,
      code: 'IdempotencyKeyReused',
    });
    const other = { ...registration, loginName: 'another.one' };
    expect(await problemOf(anybody.post(`${INTAKE}/accounts`, other, { key }))).toMatchObject({ status: 422 });
    expect((await anybody.post(`${INTAKE}/accounts`, { ...other, mail: 'another@one.example' })).status).toBe(201);
    const shouting = { ...registration, loginName: 'ONLY.ONE' };
    expect(await problemOf(anybody.post(`${INTAKE}/accounts`, shouting))).toMatchObject({
      status: 409,
      code: 'LoginNameTaken',
    });
  });

  it('is told everything that is wrong with a registration', async () => {
    const wrong = { loginName: 'x', password: 'short', userName: '1', mail: 'nobody', more: true };
    const { code, errors } = await problemOf(anybody.post(`${INTAKE}/accounts`, wrong));
    expect(code).toBe('InvalidRequest');
    expect(errors?.map(({ field }) => field)).toEqual(expect.arrayContaining(['loginName', 'more']));
    const weak = {
      loginName: 'weak.one',
      password: 'weak.one 1234',
      userName: person(92).name,
      mail: 'weak@one.example',
    };
    expect((await problemOf(anybody.post(`${INTAKE}/accounts`, weak))).errors).toMatchObject([
      { field: 'password', code: 'ContainsLoginName' },
    ]);
    const both = { ...weak, userName: '1', mail: 'nobody' };
    const fields = (await problemOf(anybody.post(`${INTAKE}/accounts`, both))).errors?.map(({ field }) => field);
    expect(fields).toEqual(['mail', 'userName', 'password']);
  });

  it('answers a wrong password as it answers an unknown name, and locks both', async () => {
    const company = await newEnterprise();
    const { loginName, password } = company.registration;
    const attempt = (name: string, given: string) =>
      problemOf(anybody.post(`${INTAKE}/sessions`, { loginName: name, password: given }));
    const known = await attempt(loginName, 'wrong password 1');
    const unknown = await attempt('nobody.at.all', 'wrong password 1');
    expect({ ...known, instance: '' }).toEqual({ ...unknown, instance: '' });
    expect(known).toMatchObject({ status: 401, code: 'LogInFailed' });
    for (let n = 0; n < 4; n += 1) await attempt(loginName, 'wrong password 2');
    expect(await attempt(loginName, password)).toMatchObject({ status: 429, code: 'TooManyFailures' });
    world.clock.advance({ minutes: 2 });
    await anybody.post(`${INTAKE}/sessions`, { loginName, password });
  });

  it('refreshes its session with tokens that are good once', async () => {
    const company = await newEnterprise();
    const { loginName, password } = company.registration;
    const begun = (await anybody.post<{ refreshToken: string }>(`${INTAKE}/sessions`, { loginName, password })).body;
    const next = (
      await anybody.post<{ refreshToken: string; accessToken: string }>(`${INTAKE}/sessions/refresh`, begun2(begun))
    ).body;
    expect(await problemOf(anybody.post(`${INTAKE}/sessions/refresh`, begun2(begun)))).toMatchObject({ status: 401 });
    expect(await problemOf(anybody.post(`${INTAKE}/sessions/refresh`, begun2(next)))).toMatchObject({ status: 401 });
    const jwks = (await anybody.get<{ keys: { kty: string; crv: string }[] }>(`${INTAKE}/jwks`)).body;
    expect(jwks.keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
  });
  const begun2 = ({ refreshToken }: { refreshToken: string }) => ({ refreshToken });

  it('may live in a browser: cookies that scripts cannot read, and a word that every write repeats', async () => {
    const company = await newEnterprise();
    const { loginName, password } = company.registration;
    const answer = await anybody.post<Record<string, unknown>>(`${INTAKE}/sessions`, {
      loginName,
      password,
      cookies: true,
    });
    expect(answer.body).not.toHaveProperty('accessToken');
    const cookies = answer.headers.getSetCookie();
    expect(cookies.filter((cookie) => /HttpOnly/i.test(cookie))).toHaveLength(2);
    const jar = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    const csrf = /ekey-csrf=([^;]+)/.exec(jar)?.[1] ?? '';
    const browser = new HttpClient(world.url, { cookie: jar });
    const body = { kind: 'first', uscc: company.facts.uscc };
    expect(await problemOf(browser.post(`${INTAKE}/applications`, body))).toMatchObject({ code: 'CsrfTokenMissing' });
    await browser.post(`${INTAKE}/applications`, body, { headers: { 'x-csrf-token': csrf } });
  });

  it('changes password and address only for who knows the password', async () => {
    const company = await newEnterprise();
    const { loginName, password } = company.registration;
    const own = `${INTAKE}/accounts/current`;
    const newPassword = '山高水长 2029 新';
    const wrong = { password: 'wrong password 1', newPassword };
    expect(await problemOf(company.http.put(`${own}/password`, wrong))).toMatchObject({
      status: 401,
      code: 'LogInFailed',
    });
    await company.http.put(`${own}/address`, { mail: 'moved@elsewhere.example', password });
    expect((await company.http.get<object>(own)).body).toMatchObject({
      loginName,
      pendingAddress: 'moved@elsewhere.example',
    });
    const right = rightIn(await house.mailbox.awaits('moved@elsewhere.example', /邮箱/), 'confirm-address');
    await anybody.post(`${INTAKE}/address-confirmations`, right);
    expect((await company.http.get<object>(own)).body).toMatchObject({
      mail: 'moved@elsewhere.example',
      pendingAddress: null,
    });
    await company.http.put(`${own}/address`, { mail: 'stranger@elsewhere.example', password });
    await company.http.put(`${own}/password`, { password, newPassword });
    const user = new HttpClient(world.url);
    expect(await problemOf(user.post(`${INTAKE}/sessions`, { loginName, password }))).toMatchObject({
      code: 'LogInFailed',
    });
    const begun = await user.post<{ accessToken: string }>(`${INTAKE}/sessions`, { loginName, password: newPassword });
    user.authorise(begun.body.accessToken);
    const late = rightIn(await house.mailbox.awaits('stranger@elsewhere.example', /邮箱/), 'confirm-address');
    expect(await problemOf(anybody.post(`${INTAKE}/address-confirmations`, late))).toMatchObject({
      status: 410,
      code: 'LinkExpired',
    });
    expect((await user.get<object>(own)).body).toMatchObject({
      mail: 'moved@elsewhere.example',
      pendingAddress: null,
    });
  });

  it('is out at once when it logs out', async () => {
    const { loginName, password } = (await newEnterprise()).registration;
    const user = new HttpClient(world.url);
    user.authorise(
      (await user.post<{ accessToken: string }>(`${INTAKE}/sessions`, { loginName, password })).body.accessToken,
    );
    await user.get(`${INTAKE}/accounts/current`);
    await user.delete(`${INTAKE}/sessions/current`);
    expect(await problemOf(user.get(`${INTAKE}/accounts/current`))).toMatchObject({ status: 401 });
  });

  it('sets a new password by the link in a mail, which ends every session', async () => {
    const company = await newEnterprise();
    const { loginName, password, mail } = company.registration;
    const begun = (await anybody.post<{ refreshToken: string }>(`${INTAKE}/sessions`, { loginName, password })).body;
    expect((await anybody.post(`${INTAKE}/password-resets`, { loginName })).status).toBe(202);
    const key = randomUUID();
    for (const _ of ['sent', 'sent again'])
      expect((await anybody.post(`${INTAKE}/password-resets`, { loginName: 'nobody.at.all' }, { key })).status).toBe(
        202,
      );
    expect(await problemOf(anybody.post(`${INTAKE}/password-resets`, { loginName }, { key }))).toMatchObject({
      status: 422,
      code: 'IdempotencyKeyReused',
    });
    const { account, ...right } = rightIn(await house.mailbox.awaits(mail, /密码/), 'reset-password');
    const forgotten = { loginName, password: 'wrong password 1' };
    for (let n = 0; n < 5; n += 1) await problemOf(anybody.post(`${INTAKE}/sessions`, forgotten));
    expect(await problemOf(anybody.post(`${INTAKE}/sessions`, forgotten))).toMatchObject({ code: 'TooManyFailures' });
    const forged = { ...right, token: 'x'.repeat(43), newPassword: '山高水长 2027 新' };
    expect(await problemOf(anybody.put(`${INTAKE}/password-resets/${account}`, forged))).toMatchObject({
      status: 404,
      code: 'LinkUnknown',
    });
    await anybody.put(`${INTAKE}/password-resets/${account}`, { ...right, newPassword: '山高水长 2027 新' });
    expect(
      await problemOf(
        anybody.put(`${INTAKE}/password-resets/${account}`, { ...right, newPassword: '山高水长 2028 新' }),
      ),
    ).toMatchObject({
      code: 'LinkUsed',
    });
    expect(await problemOf(anybody.post(`${INTAKE}/sessions/refresh`, begun2(begun)))).toMatchObject({ status: 401 });
    expect(await problemOf(anybody.post(`${INTAKE}/sessions`, { loginName, password }))).toMatchObject({
      code: 'LogInFailed',
    });
    await anybody.post(`${INTAKE}/sessions`, { loginName, password: '山高水长 2027 新' });
  });
});

describe('what anybody may look up', () => {
  it('is enough to fill in the form', async () => {
    const { fields } = (
      await anybody.get<{ fields: { path: string; required: boolean; printedOn: string[] }[] }>(`${INTAKE}/form-schema`)
    ).body;
    expect(fields.find(({ path }) => path === 'agent.email')).toMatchObject({
      required: true,
      printedOn: ['application-form'],
      contact: true,
    });
    expect(fields.find(({ path }) => path === 'nameCn')).toMatchObject({ contact: false });
    const { items } = (
      await anybody.get<{ items: { id: string; pickupPoints: unknown[] }[] }>(`${INTAKE}/organisations`)
    ).body;
    expect(items.find(({ id }) => id === house.shanghai.id)?.pickupPoints).toHaveLength(2);
    expect((await anybody.get<{ items: unknown[] }>(`${INTAKE}/licence-types`)).body.items).toHaveLength(8);
    expect((await anybody.get<{ items: unknown[] }>(`${INTAKE}/rejection-reasons`)).body.items.length).toBeGreaterThan(
      30,
    );
    expect((await anybody.get<object>(`${INTAKE}/guidance`)).body).toMatchObject({
      contact: { hotline: '010-58103599' },
      limits: { image: { bytes: 1_048_576 }, pages: 10 },
    });
  });
});

describe('the description of the routes', () => {
  it('names every one of them, with what its body may hold', async () => {
    type OpenApi = {
      openapi: string;
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, unknown> } }>>;
    };
    const { openapi, paths } = (await anybody.get<OpenApi>('/api/intake/openapi.json')).body;
    expect(openapi).toBe('3.1.0');
    const page = paths[`${INTAKE}/applications/{id}/documents/{slot}/pages/{n}`];
    expect(Object.keys(page?.['put']?.requestBody?.content ?? {})).toEqual(['image/jpeg', 'image/png']);
    expect(JSON.stringify(paths[`${INTAKE}/applications/{id}/form`]?.['put'])).toContain('ieCode13');
  });
});

describe('the form', () => {
  let company: Enterprise;
  let application: Application;
  const place = () => `${INTAKE}/applications/${application.id}`;
  beforeAll(async () => {
    company = await newEnterprise();
    application = await company.starts();
  });

  it('may be saved however incomplete, by whoever has seen the latest of it', async () => {
    const saved = await application.fills({ nameCn: '上海' });
    expect(await problemOf(application.fills({ nameCn: '上海 2' }, { ifMatch: saved.revision - 1 }))).toMatchObject({
      status: 412,
      code: 'StaleRevision',
    });
    await application.fills({ nameCn: '上海 3' }, { ifMatch: saved.revision });
    const read = await company.http.get<{ draft: object; open: boolean }>(
      `${place()}/form?atLeast=intake:${saved.revision + 1}`,
    );
    expect(read.body).toMatchObject({ open: true, draft: { nameCn: '上海 3' } });
    expect(read.revision).toBe(saved.revision + 1);
  });

  it('is told everything that is wrong at its submission, each with its field and in both languages', async () => {
    await application.fills({
      ...application.draft(house.shanghai),
      nameEn: '上海',
      agent: { ...person(1), mobile: '12345' },
    });
    const { status, code, errors } = await problemOf(application.submitsForm());
    expect({ status, code }).toEqual({ status: 422, code: 'FormNotAccepted' });
    expect(errors?.map(({ field }) => field)).toEqual(['nameEn', 'agent.mobile']);
    expect(errors?.[0]).toMatchObject({ messages: { 'zh-CN': expect.any(String), en: expect.any(String) } });
  });

  it.each([
    ['unknown fields', { nameCn: '上海', colour: 'red' }, 'colour'],
    ['control characters', { nameCn: '上\u0007海' }, 'nameCn'],
    ['bidirectional marks', { agent: { name: '张\u202e三' } }, 'agent.name'],
  ])('refuses %s', async (_what, body, field) => {
    expect(await problemOf(application.fills(body))).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      errors: [{ field }],
    });
  });

  it('refuses JSON that is none, too deep, or reaches for prototypes', async () => {
    const put = (body: string) => problemOf(company.http.put(`${place()}/form`, body));
    expect(await put('{"nameCn":')).toMatchObject({ status: 400, code: 'BrokenJson' });
    expect(await put(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toMatchObject({ status: 400, code: 'JsonTooDeep' });
    expect(await put('{"__proto__":{"kind":"first"}}')).toMatchObject({ status: 400, code: 'ForbiddenName' });
    expect(await put(JSON.stringify({ nameCn: 'x'.repeat(300_000) }))).toMatchObject({
      status: 413,
      code: 'BodyTooLarge',
    });
  });

  it('is submitted as version 1, and answers a repeated request as it did', async () => {
    await application.fills(application.draft(house.shanghai));
    const key = randomUUID();
    const submit = () =>
      company.http.post<{ formVersion: number; shortHash: string }>(`${place()}/form-submission`, undefined, { key });
    const first = await submit();
    expect(first.body).toMatchObject({ formVersion: 1, formNumber: application.formNumber, outdated: [] });
    expect((await submit()).body).toEqual(first.body);
    expect(await problemOf(application.fills({ nameCn: '上海' }))).toMatchObject({
      status: 409,
      code: 'FormSubmitted',
      mayDo: expect.arrayContaining(['ReopenForm']),
    });
  });

  it('is printed as four papers, byte for byte the same for the same version', async () => {
    for (const kind of ['application-form', 'seal-confirmation', 'power-of-attorney', 'user-agreement'] as const) {
      const [one, again] = await Promise.all([application.printout(kind), application.printout(kind)]);
      expect(one.subarray(0, 5).toString()).toBe('%PDF-');
      expect(one.equals(again)).toBe(true);
    }
    expect(await problemOf(company.http.get(`${place()}/printouts/anything.pdf`))).toMatchObject({ status: 404 });
  });
});

describe('the scans', () => {
  let company: Enterprise;
  let application: Application;
  let code: (version: number, hash: string, kind?: string) => string;
  let shortHash: string;
  beforeAll(async () => {
    company = await newEnterprise();
    application = await company.starts();
    await application.fills(application.draft(house.shanghai));
    ({ shortHash } = await application.submitsForm());
    code = (version, hash, kind = 'application-form') => `EKEY1|${kind}|${application.formNumber}|${version}|${hash}`;
  });
  const put = (slot: string, body: Buffer, type = 'image/jpeg', page = 1) =>
    company.http.put<Record<string, unknown>>(
      `${INTAKE}/applications/${application.id}/documents/${slot}/pages/${page}`,
      body,
      { type },
    );

  it('are kept, shown again and previewed', async () => {
    const image = await sheet({ words: 'licence', longSide: 1_400 });
    expect((await put('business-licence', image)).body).toMatchObject({
      version: 1,
      warnings: [],
      qr: 'not-applicable',
      lack: null,
    });
    const at = `${INTAKE}/applications/${application.id}/documents/business-licence/pages/1`;
    const kept = await company.http.get(at);
    expect(kept.headers.get('content-type')).toBe('image/jpeg');
    const preview = await company.http.get(`${at}?preview`);
    expect(preview.bytes.length).toBeLessThan(kept.bytes.length + 1);
    expect((await company.http.get(`${at}?preview=true`)).bytes).toEqual(preview.bytes);
    expect(await problemOf(company.http.get(`${at}?preview=false`))).toMatchObject({ status: 400, code: 'InvalidRequest' }); // prettier-ignore
    expect(await problemOf(company.http.get(at.replace('pages/1', 'pages/2')))).toMatchObject({ status: 404 });
  });

  it('that are small are taken with a warning', async () =>
    expect((await put('user-agreement', await sheet({ words: 'small', longSide: 600 }))).body).toMatchObject({
      warnings: ['LongSideUnder1200'],
    }));

  it('of this version are matched by their QR code', async () =>
    expect(
      (await put('application-form', await sheet({ words: 'form', longSide: 1_400, code: code(1, shortHash) }))).body,
    ).toMatchObject({ qr: 'matched' }));

  it.each([
    ['another version', () => code(2, shortHash)],
    ['another document', () => code(1, shortHash, 'seal-confirmation')],
    ['other contents', () => code(1, 'abcdef012345')],
  ])('of %s are refused', async (_what, text) => {
    const image = await sheet({ words: 'other', longSide: 1_400, code: text() });
    expect(await problemOf(put('application-form', image))).toMatchObject({ status: 422, code: 'ScanOfAnotherForm' });
  });

  it.each<[string, number, string, Buffer]>([
    ['not an image', 422, 'ImageTypeNotSupported', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['cut off', 422, 'ImageTruncated', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['over 1 MiB', 413, 'ImageTooLarge', Buffer.alloc(1_048_577, 0xff)],
    ['far over it', 413, 'BodyTooLarge', Buffer.alloc(3_000_000, 0xff)],
    ['empty', 422, 'ImageMissing', Buffer.alloc(0)],
  ])('are refused where they are %s', async (_what, status, expected, bytes) => {
    expect(await problemOf(put('user-agreement', bytes))).toMatchObject({ status, code: expected });
  });

  it('go into the slots there are, on pages 1 to 10', async () => {
    const image = await sheet({ words: 'x' });
    expect(await problemOf(put('diary', image))).toMatchObject({ status: 400 });
    const eleventh = {
      status: 400,
      errors: [{ field: 'n', messages: { 'zh-CN': '每项材料最多10页，页码为1至10。' } }],
    };
    expect(await problemOf(put('user-agreement', image, 'image/jpeg', 11))).toMatchObject(eleventh);
  });

  it('of 申请表 and 确认函 grow stale when the form is opened again, the others only if they show what changed', async () => {
    await application.uploadsSheets();
    await application.reopensForm();
    await application.fills({ ...application.draft(house.shanghai), fax: '021-50000001' });
    expect((await application.submitsForm()).outdated).toEqual(['application-form', 'seal-confirmation']);
    const lacks = async () =>
      (await application.read()).documents
        .filter(({ lack }) => lack !== null)
        .map(({ slot, lack }) => `${slot} ${lack}`);
    expect(await until('the view knows', lacks, (found) => found.length === 2)).toEqual([
      'application-form stale',
      'seal-confirmation stale',
    ]);
    const body = { round: 1, consents: [] };
    expect(
      await problemOf(company.http.post(`${INTAKE}/applications/${application.id}/submission`, body)),
    ).toMatchObject({
      code: 'DocumentsMissing',
      documents: [{ lack: 'stale' }, { lack: 'stale' }],
    });
  });
});

describe('eligibility', () => {
  it('lets exactly one of two accounts submit for the same enterprise at the same moment', async () => {
    const facts = enterprise(enterprises++);
    const accounts = await Promise.all(
      [1, 2].map((n) =>
        Enterprise.registers(world, house.mailbox, facts, {
          loginName: `rival.${n}.${enterprises}`,
          mail: `rival${n}@${enterprises}.example`,
        }),
      ),
    );
    const cases = await Promise.all(accounts.map((account) => account.starts()));
    for (const each of cases) await each.isPrepared(house.shanghai);
    const outcomes = await Promise.allSettled(cases.map((each) => each.confirms()));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const loser = cases[outcomes.findIndex(({ status }) => status === 'rejected')] as Application;
    const winner = cases[outcomes.findIndex(({ status }) => status === 'fulfilled')] as Application;
    const told = await problemOf(loser.confirms());
    expect(told).toMatchObject({ status: 409, code: 'FirstApplicationNotAllowed' });
    expect(told.messages['zh-CN']).toMatch(/补办.*增办/);
    // The loser may start no other one either, until the winner gives the slot back.
    const again = { kind: 'first', uscc: facts.uscc };
    expect(await problemOf(loser.http.post(`${INTAKE}/applications`, again))).toMatchObject({
      code: 'FirstApplicationNotAllowed',
    });
    await winner.withdraws();
    await until(
      'the slot is free',
      () => loser.confirms().catch(() => 0),
      (round) => round === 1,
    );
  });

  it('hides the case of an enterprise from a stranger who knows its code', async () => {
    const company = await newEnterprise();
    const application = await company.starts();
    const stranger = await newEnterprise();
    expect(await problemOf(stranger.http.get(`${INTAKE}/applications/${application.id}`))).toMatchObject({
      status: 404,
    });
    expect(await problemOf(stranger.http.get(`${INTAKE}/applications/not-even-an-id`))).toMatchObject({ status: 404 });
    expect(await problemOf(stranger.http.get(`${INTAKE}/enterprises/${company.facts.uscc}`))).toMatchObject({
      status: 404,
    });
    expect(await problemOf(anybody.get(`${INTAKE}/applications/${application.id}`))).toMatchObject({ status: 401 });
    expect(await problemOf(house.shanghai.officer.http.get(`${INTAKE}/applications/${application.id}`))).toMatchObject({
      status: 403,
    });
    // A draft of the stranger for the same enterprise takes nothing from it.
    await stranger.http.post(`${INTAKE}/applications`, { kind: 'first', uscc: company.facts.uscc });
    await application.isPrepared(house.shanghai);
    expect(await application.confirms()).toBe(1);
  });

  it('knows codes in every form they are typed, and says what is wrong with one', async () => {
    const company = await newEnterprise();
    const start = (body: object) => company.http.post<{ applicationId: string }>(`${INTAKE}/applications`, body);
    const wide = [...company.facts.uscc.toLowerCase()]
      .map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
      .join('');
    await start({ kind: 'first', uscc: wide });
    expect(await problemOf(start({ kind: 'first', uscc: '91350211M0000XUF46' }))).toMatchObject({
      errors: [{ field: 'uscc', code: 'CheckDigitWrong' }],
    });
    await start({ kind: 'first', uscc: '91350211M0000XUF46', usccAsPrinted: true });
    expect(await problemOf(start({ kind: 'additional', uscc: company.facts.uscc }))).toMatchObject({
      status: 409,
      code: 'NoKeyHeld',
    });
  });
});

describe('a case that lies idle', () => {
  it('is called to mind, expires, and lends form and papers to the next', async () => {
    const company = await newEnterprise();
    const application = await company.starts();
    await application.isPrepared(house.shanghai);
    await world.letPass({ days: 8 });
    await house.mailbox.awaits(company.facts.authorisedUser.email, /失效|到期|提醒/);
    await world.letPass({ days: 23 });
    await application.awaits('EXPIRED', '已失效');
    expect(await problemOf(application.reopensForm())).toMatchObject({ code: 'CaseEnded', mayDo: [] });
    const next = await company.starts({ copyFrom: application.id });
    const copy = await until(
      'the copy is there',
      () => next.read(),
      ({ documents }) => documents.length > 0,
    );
    expect(copy.documents.filter(({ pages }) => pages.length > 0).map(({ slot }) => slot)).toEqual([
      'business-licence',
      'authorised-user-id',
    ]);
    await next.submitsForm();
  });
});

describe('a reader who waits', () => {
  it('is told of the next step as soon as it comes, and of nothing twice', async () => {
    const company = await newEnterprise();
    const application = await company.starts();
    const at = `${INTAKE}/applications/${application.id}/timeline`;
    type Timeline = { items: { code: string; label: string }[]; position: string };
    const saved = await application.fills({ nameCn: company.facts.nameCn });
    const first = (await company.http.get<Timeline>(`${at}?atLeast=intake:${saved.revision}`)).body;
    expect(first.items).toMatchObject([{ code: 'ApplicationStarted' }]);
    expect(first.position).toMatch(/^0\./);
    const waiting = company.http.get<Timeline>(`${at}?after=${first.position}&wait=20`);
    await application.withdraws();
    expect((await waiting).body.items).toMatchObject([{ code: 'ApplicationWithdrawn', label: '已撤回' }]);
    const { position } = (await waiting).body;
    expect((await company.http.get<Timeline>(`${at}?after=${position}`)).body).toEqual({ items: [], position });
    expect(await problemOf(company.http.get(`${at}?after=yesterday`))).toMatchObject({ status: 400 });
    expect(await problemOf(company.http.get(`${at}?wait=31`))).toMatchObject({ status: 400 });
  });
});
