import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PublishedData, Slot, SubmittedDocument, SubmittedForm } from '@ekey/contracts';
import { sha256Of } from '@ekey/documents';
import { derivedId } from '@ekey/event-store';
import { HttpClient, shanghai, ShiftedClock, suzhou, until, type AuthorityFacts } from '@ekey/journeys';
import { caseKey, type KeyOwner } from '@ekey/kernel';
import { schemaOf, type CloudEvent } from '@ekey/messaging';
import {
  Commands,
  createApplication,
  openLog,
  readConfig,
  type Application,
  type Floor,
  type Role,
} from '@ekey/platform';
import { firstAdministrator, recoverAdministrator, reviewModule, type HostPorts } from '@ekey/review';
import { SignJWT } from 'jose';
import { generate } from 'otplib';
import { DataFolder, openFloor } from '@ekey/floor';
import { answersAsDescribed } from './described';
import { figuresOf } from './figures';

const API = '/api/review/v1';
const PASSWORD = 'a password of one’s own';
const SLOTS: readonly Slot[] = [
  'application-form',
  'seal-confirmation',
  'business-licence',
  'authorised-user-id',
  'power-of-attorney',
  'user-agreement',
];
/** Monday morning in Shanghai. */
const MONDAY = '2026-03-02T01:00:00.000Z';

let folder: string;
let clock: ShiftedClock;
let floor: Floor;
let application: Application;
let url: string;
let ports: HostPorts;
let security: HttpClient;
let authorityId: string;
let otherAuthorityId: string;
let providerId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ekey-review-'));
  clock = new ShiftedClock(MONDAY);
  openLog('silent');
  // Months pass in a moment here: sessions must outlast them.
  const patience = {
    ACCESS_TOKEN_SECONDS: '90000000',
    REFRESH_TOKEN_HOURS: '25000',
    RATE_LIMIT_LOGIN_PER_MINUTE: '1000',
  };
  const config = readConfig({ DATA_DIR: folder, PORT: '0', ...patience });
  floor = await openFloor(config, clock, new DataFolder(folder));
  application = await createApplication(floor, [reviewModule]);
  url = await application.listen('127.0.0.1', 0);
  answersAsDescribed(url);
  const commands = application.nest.get(Commands, { strict: false });
  ports = { commands, personal: floor.personalData, secrets: floor.secrets, clock };
  const first = await firstAdministrator(ports);
  security = (await enrolled(first?.login ?? '', first?.password ?? '')).http;
  authorityId = await register(shanghai);
  otherAuthorityId = await register(suzhou);
  providerId = await registerProvider();
});
afterAll(async () => {
  await application.close();
  await rm(folder, { recursive: true });
});

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly staff: { readonly staffId: string; readonly roles: readonly Role[] };
}
interface Member {
  readonly http: HttpClient;
  readonly login: string;
  readonly staffId: string;
  readonly totpSecret: string;
  readonly tokens: Tokens;
}

const seconds = (): number => Math.floor(Date.parse(clock.now()) / 1000);
const anyone = (): HttpClient => new HttpClient(url);

/** A code that was not used yet: time is moved on to the next one. */
async function nextCode(secret: string): Promise<string> {
  clock.advance({ minutes: 1 });
  return generate({ secret, epoch: seconds() });
}

/** The first log-in of somebody who was given a one-time password. */
async function enrolled(login: string, oneTimePassword: string): Promise<Member> {
  const http = anyone();
  const body = { login, oneTimePassword, password: PASSWORD };
  const { totpSecret } = (await http.post<{ totpSecret: string }>(`${API}/enrolments`, body)).body;
  const confirmation = { login, password: PASSWORD, code: await nextCode(totpSecret) };
  const tokens = (await http.post<Tokens>(`${API}/enrolments/confirmation`, confirmation)).body;
  http.authorise(tokens.accessToken);
  return { http, login, staffId: tokens.staff.staffId, totpSecret, tokens };
}

async function register({ name, region, address, pickupPoints }: AuthorityFacts): Promise<string> {
  const profile = { kind: 'authority', name, region, address, phone: '021-60000000', pickupPoints };
  return (await security.post<{ organisationId: string }>(`${API}/organisations`, profile)).body.organisationId;
}

async function registerProvider(): Promise<string> {
  const profile = { kind: 'provider', name: '电子钥匙服务商', address: '北京市', phone: '010-58103599' };
  return (await security.post<{ organisationId: string }>(`${API}/organisations`, profile)).body.organisationId;
}

async function hire(login: string, roles: readonly Role[], organisationId: string | null = null): Promise<Member> {
  const invitation = { login, name: '欧阳静', roles, organisationId };
  const { body } = await security.post<{ oneTimePassword: string }>(`${API}/staff`, invitation);
  return enrolled(login, body.oneTimePassword);
}

/** What intake would publish, put on its topic. */
async function told(type: string, caseId: string, data: object, sequence: number): Promise<void> {
  const id = derivedId('journey', type, caseId, sequence);
  const event: CloudEvent = {
    specversion: '1.0',
    id,
    source: '/ekey/intake',
    type,
    subject: caseId,
    time: clock.now(),
    datacontenttype: 'application/json',
    dataschema: schemaOf(type),
    data,
    correlationid: id,
    causationid: id,
    stream: `intake.KeyApplication-${caseId}`,
    sequence,
  };
  await floor.messaging.publish('intake.events', [event]);
}

const form: SubmittedForm = {
  formNumber: 'F-2026-000001',
  formVersion: 1,
  submittedAt: MONDAY,
  kind: 'first',
  licenceTypes: ['import'],
  agency: { id: 'shanghai', name: '上海市商务委员会', address: '上海市' },
  pickupPoint: { id: 'shanghai-hall', name: '窗口', address: '上海市', hours: '9:00–17:00', phone: '021-60000000' },
  nameCn: '上海示例进出口有限公司',
  uscc: '91310000MA1FL0000X',
  usccAsPrinted: false,
  legalRep: { name: '司徒砚舟' },
  registeredAddress: '上海市浦东新区',
  agent: {
    name: '欧阳静笙',
    idType: 'residentIdentityCard',
    idNumber: '11010519491231002X',
    mobile: '13800138000',
    email: 'agent@enterprise.example',
  },
  loginName: 'example',
  qty: 1,
  held: 0,
  seal: { name: '上海示例进出口有限公司', type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
};

/** A case as intake submits it, round after round. */
class Case {
  private round = 0;

  constructor(readonly id = randomUUID()) {}

  async submits(replaced: readonly Slot[] = SLOTS, agencyId = authorityId): Promise<void> {
    this.round += 1;
    const { documents } = floor.service('review');
    const stored = await documents.put(this.id, Buffer.from(JSON.stringify(form)), 'application/json');
    const mailTo = await floor.personalData.seal(caseKey(this.id) as KeyOwner, 'mailTo', form.agent.email);
    const data: PublishedData<'intake.ApplicationSubmitted.v1'> = {
      caseId: this.id,
      kind: 'first',
      uscc: form.uscc,
      round: this.round,
      nameCn: form.nameCn,
      agencyId,
      pickupPointId: 'shanghai-hall',
      licenceTypes: form.licenceTypes,
      formNumber: form.formNumber,
      formVersion: 1,
      form: stored,
      formDigest: 'd'.repeat(64),
      changedFields: [],
      documents: await Promise.all(SLOTS.map((slot) => this.scanned(slot, replaced.includes(slot) ? this.round : 1))),
      mailTo,
      submittedBy: 'account-1',
      submittedAt: clock.now(),
    };
    await told('intake.ApplicationSubmitted.v1', this.id, data, this.round);
  }

  async withdraws(): Promise<void> {
    const data = { caseId: this.id, kind: 'first', uscc: form.uscc, ground: 'applicant', withdrawnAt: clock.now() };
    await told('intake.ApplicationWithdrawn.v1', this.id, data, 100);
  }

  private async scanned(slot: Slot, version: number): Promise<SubmittedDocument> {
    const { documents } = floor.service('review');
    const image = await documents.put(this.id, Buffer.from(`${slot} ${version}`), 'image/jpeg');
    const preview = await documents.put(this.id, Buffer.from(`${slot} ${version} small`), 'image/jpeg');
    const page = {
      image,
      preview,
      receivedSha256: sha256Of(image.documentId),
      width: 2480,
      height: 3508,
      warnings: [],
    };
    return { slot, version, qr: 'matched', pages: [page] };
  }
}

interface Task {
  readonly caseId: string;
  readonly round: number;
  readonly dueOn: string;
  readonly breached: boolean;
  readonly atRisk: boolean;
  readonly provisional: boolean;
  readonly claim: { readonly officer: string } | null;
}

const tasksOf = async (who: Member, queue: string): Promise<readonly Task[]> =>
  (await who.http.get<{ items: Task[] }>(`${API}/queues/${queue}?limit=200`)).body.items;

const awaits = (who: Member, queue: string, { id }: Case, round = 1, holds: (task: Task) => boolean = () => true) =>
  until(
    `the case waits in ${queue}`,
    async () => (await tasksOf(who, queue)).find((task) => task.caseId === id),
    (task) => task !== undefined && task.round === round && holds(task),
  );

const publishedOf = async (caseId: string): Promise<readonly CloudEvent[]> =>
  (await floor.messaging.read('review.events', 0, 10_000))
    .map(({ message }) => message)
    .filter(({ subject }) => subject === caseId);

const marks = (
  round: number,
  defects: readonly { target: string; code: string }[] = [],
  targets = ['form', ...SLOTS],
) => ({
  round,
  marks: targets.map((target) => {
    const findings = defects.filter((defect) => defect.target === target).map(({ code }) => ({ code }));
    return findings.length === 0 ? { target, verdict: 'ok' } : { target, verdict: 'defective', findings };
  }),
});

describe('a first application under review', () => {
  const first = new Case();
  let reviewer: Member;
  let manager: Member;
  let foreign: Member;
  let provider: Member;
  const at = (suffix = '') => `${API}/cases/${first.id}${suffix}`;

  beforeAll(async () => {
    reviewer = await hire('reviewer', ['AGR'], authorityId);
    manager = await hire('manager', ['AGM'], authorityId);
    foreign = await hire('foreign', ['AGR', 'AGM'], otherAuthorityId);
    provider = await hire('provider', ['SPR'], providerId);
    await first.submits();
  });

  it('waits at its own authority’s desk and at no other', async () => {
    const task = await awaits(reviewer, 'pre-verification', first);
    expect(task).toMatchObject({
      dueOn: '2026-03-04',
      provisional: false,
      atRisk: false,
      breached: false,
      claim: null,
    });
    expect(await tasksOf(foreign, 'pre-verification')).toEqual([]);
    expect((await provider.http.send('GET', `${API}/queues/pre-verification`)).status).toBe(403);
    for (const path of [at(), at('/documents/business-licence/pages/1')]) {
      expect((await foreign.http.send('GET', path)).status).toBe(404);
      expect((await provider.http.send('GET', path)).status).toBe(404);
      expect((await anyone().send('GET', path)).status).toBe(401);
    }
    expect((await foreign.http.send('POST', at('/claim'))).status).toBe(404);
  });

  it('shows its people masked, and its scans not at all, before it is claimed', async () => {
    const { body } = await reviewer.http.get<{ masked: boolean; form: SubmittedForm; statusLabel: object }>(at());
    expect(body).toMatchObject({
      masked: true,
      statusLabel: { zh: '待核验' },
      form: { nameCn: form.nameCn, agent: { name: '欧***', idNumber: '110*************2X' } },
    });
    const refused = await reviewer.http.send<{ code: string }>('GET', at('/documents/business-licence/pages/1'));
    expect([refused.status, refused.body.code]).toEqual([403, 'ClaimNeeded']);
  });

  it('is claimed, read whole and marked, and every look at its people is recorded', async () => {
    const claim = await reviewer.http.post<{ round: number }>(at('/claim'));
    expect(claim.body).toEqual({ round: 1 });
    const { body } = await reviewer.http.get<{ masked: boolean; form: SubmittedForm; documents: readonly object[] }>(
      `${at()}?atLeast=review:${claim.revision}`,
    );
    expect(body).toMatchObject({ masked: false, claim: { mine: true, lapsed: false } });
    expect(body.form).toEqual(form);
    expect(body.documents[2]).toMatchObject({
      slot: 'business-licence',
      prescribed: { zh: '营业执照副本复印件', stamped: true, copies: 1 },
      qr: 'matched',
    });
    const page = await reviewer.http.get(at('/documents/business-licence/pages/1'));
    expect([page.bytes.toString(), page.headers.get('content-type')]).toEqual(['business-licence 1', 'image/jpeg']);
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const preview = await reviewer.http.get(at('/documents/business-licence/pages/1?preview'));
    expect(preview.bytes.toString()).toBe('business-licence 1 small');
    expect((await reviewer.http.send('GET', at('/documents/business-licence/pages/2'))).status).toBe(404);
    expect((await reviewer.http.send('GET', at('/documents/business-licence/pages/1e0'))).status).toBe(400);
    const log = await floor.accessLog.read({ service: 'review', subject: first.id, after: 0, limit: 100 });
    expect(
      log.filter(({ caller }) => caller.id === reviewer.staffId).map(({ action, outcome }) => [action, outcome]),
    ).toEqual([
      ['case.open', 'granted'],
      ['document.open business-licence/1', 'refused'],
      ['case.open', 'granted'],
      ['document.open business-licence/1', 'granted'],
      ['document.open business-licence/1', 'granted'],
    ]);
  });

  it('is refused what is not in order, with every field named', async () => {
    const wrong = { round: 1, marks: [{ target: 'form', verdict: 'defective', findings: [{ code: 'Z9' }] }], more: 1 };
    const answer = await reviewer.http.send<{ code: string; errors: { field: string }[] }>('PUT', at('/marks'), {
      body: wrong,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ field }) => field).sort()).toEqual(['marks.0.findings.0.code', 'more']);
    const early = await reviewer.http.send<{ code: string; targets: string[] }>('POST', at('/pre-verification'), {
      body: { round: 1, verdict: 'pass' },
    });
    expect([early.status, early.body.code, early.body.targets.length]).toEqual([409, 'MarksMissing', 7]);
    expect(early.body).toMatchObject({ mayDo: ['ReleaseTask', 'SaveMarks', 'ProposeRefusal'] });
    const blamed = async (method: string, rest: string, body: object) => {
      const told = await reviewer.http.send<{ code: string; errors: { field: string }[] }>(method, at(rest), { body });
      return [told.status, told.body.code, ...told.body.errors.map(({ field }) => field)];
    };
    const unfit = { target: 'user-agreement', code: 'A01' };
    const saved = marks(1, [unfit], ['user-agreement']);
    expect(await blamed('PUT', '/marks', saved)).toEqual([422, 'ReasonUnfit', 'marks']);
    const rejects = { round: 1, verdict: 'reject', remark: '请补签字', findings: [unfit] };
    expect(await blamed('POST', '/pre-verification', rejects)).toEqual([422, 'ReasonUnfit', 'findings']);
    const byAnother = await manager.http.send<{ code: string }>('PUT', at('/marks'), { body: marks(1) });
    expect([byAnother.status, byAnother.body.code]).toEqual([409, 'ClaimedByAnother']);
  });

  it('is pre-verified, once, however often it is said', async () => {
    await reviewer.http.put(at('/marks'), marks(1));
    const key = 'pre-verification-of-the-first';
    const pass = { round: 1, verdict: 'pass' };
    const once = await reviewer.http.post(at('/pre-verification'), pass, { key });
    const twice = await reviewer.http.post(at('/pre-verification'), pass, { key });
    expect([once.status, twice.status, twice.revision]).toEqual([204, 204, once.revision]);
    const other = await reviewer.http.send('POST', at('/pre-verification'), {
      key,
      body: { ...pass, verdict: 'reject' },
    });
    expect(other.status).toBe(422);
  });

  it('is rejected by the provider with every reason and a remark', async () => {
    expect(await awaits(provider, 're-verification', first)).toMatchObject({ dueOn: '2026-03-09' });
    await provider.http.post(at('/claim'));
    await provider.http.put(at('/marks'), marks(1, [{ target: 'seal-confirmation', code: 'B03' }]));
    await provider.http.post(at('/re-verification'), {
      round: 1,
      verdict: 'reject',
      remark: '印模缺边。\r\n请重新加盖。',
    });
    const [rejected] = await until(
      'the rejection is published',
      async () => (await publishedOf(first.id)).filter(({ type }) => type === 'review.ApplicationRejected.v1'),
      ({ length }) => length === 1,
    );
    expect(rejected?.data).toMatchObject({
      stage: 're-verification',
      officer: provider.staffId,
      reasons: [{ code: 'B03', target: 'seal-confirmation' }],
    });
  });

  it('comes back to the authority with what changed, and what was accepted still stands', async () => {
    await first.submits(['seal-confirmation']);
    await awaits(reviewer, 'pre-verification', first, 2);
    await reviewer.http.post(at('/claim'));
    const { body } = await until(
      'the second round can be read',
      () =>
        reviewer.http.get<{ round: number; changed: object; marks: Record<string, object>; verdicts: object[] }>(at()),
      (answer) => answer.body.round === 2,
    );
    expect(body.changed).toEqual({ fields: [], slots: ['seal-confirmation'] });
    expect(Object.keys(body.marks['pre-verification'] ?? {})).toHaveLength(6);
    expect(body.verdicts).toMatchObject([
      { stage: 'pre-verification', verdict: 'passed' },
      { stage: 're-verification', verdict: 'rejected', remark: '印模缺边。\n请重新加盖。' },
    ]);
    await reviewer.http.put(at('/marks'), marks(2, [], ['seal-confirmation']));
    await reviewer.http.post(at('/pre-verification'), { round: 2, verdict: 'pass' });
  });

  it('is approved, and told as re-verified with what the key is made from', async () => {
    await awaits(provider, 're-verification', first, 2);
    await provider.http.post(at('/claim'));
    await provider.http.put(at('/marks'), marks(2, [], ['seal-confirmation']));
    const noWord = await provider.http.send('POST', at('/re-verification'), { body: { round: 2, verdict: 'pass' } });
    expect(noWord).toMatchObject({ status: 422, body: { code: 'SealImpressionNotJudged' } });
    await provider.http.post(at('/re-verification'), { round: 2, verdict: 'pass', sealImpressionUsable: true });
    const facts = await until(
      'the approval is published',
      () => publishedOf(first.id),
      (events) => events.some(({ type }) => type === 'review.ApplicationReVerified.v1'),
    );
    expect(facts.map(({ type }) => type)).toEqual([
      'review.DueDateSet.v1',
      'review.ApplicationPreVerified.v1',
      'review.DueDateSet.v1',
      'review.ApplicationRejected.v1',
      'review.DueDateSet.v1',
      'review.ApplicationPreVerified.v1',
      'review.DueDateSet.v1',
      'review.ApplicationReVerified.v1',
    ]);
    expect(facts.at(-1)?.data).toMatchObject({
      round: 2,
      officer: provider.staffId,
      preVerifier: reviewer.staffId,
      sealImpressionUsable: true,
    });
  });

  it('is found by the code of its enterprise or by its form number, wherever it stands, by those whose it is', async () => {
    interface Found {
      readonly items: readonly { readonly caseId: string }[];
      readonly next?: string;
    }
    const find = async (who: Member, query: string) =>
      (await who.http.get<Found>(`${API}/cases?${query}`)).body.items.filter(({ caseId }) => caseId === first.id);
    const support = await hire('support', ['CS'], providerId);
    const auditor = await hire('auditor', ['AUD']);
    const line = {
      caseId: first.id,
      status: 'approved',
      statusLabel: { zh: '复核通过', en: 're-verification passed' },
      nameCn: form.nameCn,
      round: 2,
      dueOn: null,
      claim: null,
    };
    for (const who of [reviewer, manager, provider, support, auditor])
      expect(await find(who, `uscc=${form.uscc.toLowerCase()}`)).toMatchObject([line]);
    expect(await find(reviewer, `formNumber=${form.formNumber}`)).toMatchObject([line]);
    expect(await find(reviewer, 'status=approved')).toMatchObject([line]);
    expect(await find(reviewer, 'status=pre-verification')).toEqual([]);
    expect(await find(reviewer, 'uscc=91110000802100433B')).toEqual([]);
    expect(await find(foreign, `uscc=${form.uscc}`)).toEqual([]);
    expect((await security.send('GET', `${API}/cases`)).status).toBe(403);
    expect((await support.http.send('GET', at())).status).toBe(403);
  });

  it('names by an id who has it and who judged it; colleagues know each other by name, and not by login', async () => {
    interface Staff {
      readonly items: readonly { readonly staffId: string; readonly name: string; readonly login: string | null }[];
    }
    const known = async (who: Member) => (await who.http.get<Staff>(`${API}/staff?limit=200`)).body.items;
    const colleagues = await known(reviewer);
    expect(colleagues.find(({ staffId }) => staffId === manager.staffId)).toMatchObject({
      name: '欧阳静',
      login: null,
    });
    expect(colleagues.every(({ login }) => login === null)).toBe(true);
    expect(colleagues.some(({ staffId }) => staffId === foreign.staffId)).toBe(false);
    const staffOfManager = await known(manager);
    expect(staffOfManager.find(({ staffId }) => staffId === reviewer.staffId)).toMatchObject({ login: 'reviewer' });
  });

  it('leaves no person’s data in what is published', async () => {
    const text = JSON.stringify(await publishedOf(first.id));
    for (const secret of [form.agent.name, form.agent.idNumber, form.agent.mobile, form.agent.email, '印模缺边']) {
      expect(text).not.toContain(secret);
    }
  });

  describe('a case that cannot be put right', () => {
    const hopeless = new Case();
    const there = (suffix: string) => `${API}/cases/${hopeless.id}${suffix}`;

    it('is proposed for refusal, given back, and refused by the manager of its own accord', async () => {
      await hopeless.submits();
      await awaits(reviewer, 'pre-verification', hopeless);
      await reviewer.http.post(there('/claim'));
      const ground = { round: 1, ground: 'false-documents', remark: '营业执照系伪造' };
      await reviewer.http.post(there('/refusal-proposal'), ground);
      await awaits(manager, 'refusal-proposals', hopeless);
      expect((await reviewer.http.send('GET', `${API}/queues/refusal-proposals`)).status).toBe(403);
      expect((await reviewer.http.send('POST', there('/refusal'), { body: ground })).status).toBe(403);
      expect((await foreign.http.send('POST', there('/refusal'), { body: ground })).status).toBe(404);
      await manager.http.post(there('/refusal-proposal/declination'), { round: 1, remark: '请再核对' });
      await awaits(reviewer, 'pre-verification', hopeless);
      await manager.http.post(there('/refusal'), ground);
      const [refused] = await until(
        'the refusal is published',
        async () => (await publishedOf(hopeless.id)).filter(({ type }) => type === 'review.ApplicationRefused.v1'),
        ({ length }) => length === 1,
      );
      expect(refused?.data).toMatchObject({ ground: 'false-documents', officer: manager.staffId });
    });
  });

  it('of which the task is handed on by the manager belongs to the other officer', async () => {
    const second = new Case();
    const colleague = await hire('colleague', ['AGR'], authorityId);
    await second.submits();
    await awaits(reviewer, 'pre-verification', second);
    await reviewer.http.post(`${API}/cases/${second.id}/claim`);
    await manager.http.put(`${API}/cases/${second.id}/claim`, { officer: colleague.staffId });
    await awaits(reviewer, 'pre-verification', second, 1, ({ claim }) => claim?.officer === colleague.staffId);
    expect((await reviewer.http.send('DELETE', `${API}/cases/${second.id}/claim`)).status).toBe(409);
    await colleague.http.delete(`${API}/cases/${second.id}/claim`);
    await second.withdraws();
    await until(
      'the withdrawn case leaves the queue',
      () => tasksOf(reviewer, 'pre-verification'),
      (tasks) => tasks.every(({ caseId }) => caseId !== second.id),
    );
  });
});

describe('time', () => {
  const tick = () => application.hosts.byService.get('review')?.tickAll();
  let reviewer: Member;

  beforeAll(async () => {
    reviewer = await hire('timekeeper', ['AGR'], authorityId);
  });

  it('warns before the due date and records the breach, once', async () => {
    const slow = new Case();
    await slow.submits();
    await awaits(reviewer, 'pre-verification', slow);
    const before = await figuresOf(url);
    clock.advance({ days: 10 });
    await tick();
    await awaits(reviewer, 'pre-verification', slow, 1, ({ breached, atRisk }) => breached && atRisk);
    await tick();
    const breaches = async () =>
      (await publishedOf(slow.id)).filter(({ type }) => type === 'review.DeadlineBreached.v1');
    expect(await until('the breach is published', breaches, ({ length }) => length > 0)).toHaveLength(1);
    const overdue = 'ekey_deadlines{service="review",end="overdue"}';
    const after = await figuresOf(url);
    expect(after.get(overdue)).toBeGreaterThan(before.get(overdue) ?? NaN);
    expect(after.get('ekey_cases{service="review",stage="pre-verification"}')).toBeGreaterThan(0);
    expect([...after.keys()].filter((series) => series.startsWith('ekey_deadlines'))).toHaveLength(3);
  });

  it('restates a provisional due date once the year is loaded', async () => {
    const days = (Date.parse('2026-12-31T02:00:00.000Z') - Date.parse(clock.now())) / 86_400_000;
    clock.advance({ days });
    const system = await hire('system', ['SYS']);
    const late = await hire('late', ['AGR'], authorityId);
    const atYearsEnd = new Case();
    await atYearsEnd.submits();
    expect(await awaits(late, 'pre-verification', atYearsEnd)).toMatchObject({
      dueOn: '2027-01-05',
      provisional: true,
    });
    const off = (name: string) => ({ workday: false, name });
    const year = {
      year: 2027,
      version: '1',
      source: '国务院办公厅关于2027年部分节假日安排的通知（示例）',
      days: {
        '2027-01-01': off('元旦'),
        '2027-01-04': off('元旦'),
        '2027-02-05': off('春节'),
        '2027-02-08': off('春节'),
        '2027-02-09': off('春节'),
        '2027-05-01': off('劳动节'),
        '2027-05-02': off('劳动节'),
        '2027-10-01': off('国庆节'),
        '2027-10-02': off('国庆节'),
        '2027-10-03': off('国庆节'),
      },
    };
    expect((await late.http.send('PUT', `${API}/calendar/2027`, { body: year })).status).toBe(403);
    expect((await system.http.send('PUT', `${API}/calendar/2028`, { body: year })).status).toBe(400);
    const empty = await system.http.send<{ code: string; errors: object[] }>('PUT', `${API}/calendar/2027`, {
      body: { ...year, days: {} },
    });
    expect([empty.status, empty.body.code]).toEqual([400, 'InvalidCalendar']);
    await system.http.put(`${API}/calendar/2027`, year);
    const known = () =>
      system.http.get<{ items: { year: number; edition: number }[]; missing: number[] }>(`${API}/calendar`);
    await until('the year is known', known, ({ body }) => body.missing.length === 0);
    // Loaded once more, by who may load it as well: it is the same year, and nothing changes.
    expect((await security.send('PUT', `${API}/calendar/2027`, { body: year })).status).toBe(204);
    await tick();
    const task = await awaits(late, 'pre-verification', atYearsEnd, 1, ({ provisional }) => !provisional);
    expect(task).toMatchObject({ dueOn: '2027-01-06' });
  });
});

describe('log-ins', () => {
  it('need both factors, and a code is good once', async () => {
    const member = await hire('twofactor', ['SYS']);
    const code = await nextCode(member.totpSecret);
    const body = { login: member.login, password: PASSWORD, code };
    expect((await anyone().send('POST', `${API}/sessions`, { body: { ...body, code: '000000' } })).status).toBe(401);
    expect((await anyone().send('POST', `${API}/sessions`, { body: { ...body, password: 'wrong' } })).status).toBe(401);
    const { body: tokens } = await anyone().post<Tokens>(`${API}/sessions`, body);
    expect(tokens.staff).toMatchObject({ staffId: member.staffId, roles: ['SYS'] });
    expect((await anyone().send('POST', `${API}/sessions`, { body })).status).toBe(401);
  });

  it('are locked after five wrong tries, for a while, whether the account exists or not', async () => {
    const member = await hire('lockedout', ['SYS']);
    for (const login of [member.login, 'nobody']) {
      const wrong = { login, password: 'wrong', code: '123456' };
      for (let attempt = 0; attempt < 5; attempt += 1) {
        expect((await anyone().send('POST', `${API}/sessions`, { body: wrong })).status).toBe(401);
      }
      const locked = await anyone().send<{ code: string }>('POST', `${API}/sessions`, { body: wrong });
      expect([locked.status, locked.body.code]).toEqual([429, 'AccountLocked']);
    }
    clock.advance({ minutes: 2 });
    const right = { login: member.login, password: PASSWORD, code: await nextCode(member.totpSecret) };
    expect((await anyone().send('POST', `${API}/sessions`, { body: right })).status).toBe(201);
  });

  it('are refreshed by a token that is good once; used twice, it ends the session', async () => {
    const { tokens } = await hire('refresher', ['SYS']);
    const refresh = (refreshToken: string) =>
      anyone().send<Tokens>('POST', `${API}/sessions/refresh`, { body: { refreshToken } });
    const next = await refresh(tokens.refreshToken);
    expect(next.status).toBe(200);
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    expect((await refresh(next.body.refreshToken)).status).toBe(401);
  });

  it('may be kept in cookies, whose writes need the token that only the page can read', async () => {
    const member = await hire('browser', ['SYS']);
    const body = { login: member.login, password: PASSWORD, code: await nextCode(member.totpSecret), cookies: true };
    const answer = await anyone().post<Partial<Tokens>>(`${API}/sessions`, body);
    expect(answer.body.accessToken).toBeUndefined();
    const cookies = answer.headers.getSetCookie();
    expect(cookies.find((cookie) => cookie.startsWith('ekey-session='))).toMatch(/HttpOnly.*SameSite=Strict/i);
    const sent = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    const csrf = /ekey-csrf=([^;]+)/.exec(sent)?.[1] ?? '';
    const out = (headers: Record<string, string>) => anyone().send('DELETE', `${API}/sessions/current`, { headers: { cookie: sent, ...headers } }); // prettier-ignore
    expect((await out({})).status).toBe(403);
    expect((await anyone().send('POST', `${API}/sessions/refresh`, { headers: { cookie: sent, 'x-csrf-token': csrf } })).status).toBe(200); // prettier-ignore
    expect((await out({ 'x-csrf-token': csrf })).status).toBe(204);
    expect((await anyone().send('POST', `${API}/sessions/refresh`, { body: {}, headers: { cookie: sent, 'x-csrf-token': csrf } })).status).toBe(401); // prettier-ignore
  });

  it('end with the account: at once for its work, and for its session', async () => {
    const leaver = await hire('leaver', ['AGR'], authorityId);
    await security.post(`${API}/staff/${leaver.staffId}/deactivation`);
    expect((await leaver.http.send('GET', `${API}/queues/pre-verification`)).status).toBe(401);
    expect((await leaver.http.send('GET', `${API}/calendar`)).status).toBe(401);
    const body = { refreshToken: leaver.tokens.refreshToken };
    expect((await anyone().send('POST', `${API}/sessions/refresh`, { body })).status).toBe(401);
  });

  it('tell the same one-time password for a repeated invitation, and enrol nobody twice', async () => {
    const key = 'an-invitation-sent-twice';
    const invitation = { login: 'twice', name: '司徒砚', roles: ['SYS'] };
    const [one, two] = [
      await security.post<{ oneTimePassword: string }>(`${API}/staff`, invitation, { key }),
      await security.post<{ oneTimePassword: string }>(`${API}/staff`, invitation, { key }),
    ];
    expect(two.body).toEqual(one.body);
    expect((await security.send('POST', `${API}/staff`, { body: invitation })).status).toBe(409);
    await enrolled('twice', one.body.oneTimePassword);
    const again = { login: 'twice', oneTimePassword: one.body.oneTimePassword, password: PASSWORD };
    expect((await anyone().send('POST', `${API}/enrolments`, { body: again })).status).toBe(401);
  });

  it('are not made for two people by one key, and a refusal leaves it to who corrects what was sent', async () => {
    const key = randomUUID();
    const invite = (body: object) => security.send('POST', `${API}/staff`, { body, key });
    const invitation = { login: 'guo.min', name: '郭敏', roles: ['SYS'] };
    expect((await invite({ ...invitation, login: 'twice' })).status).toBe(409);
    expect((await invite(invitation)).status).toBe(201);
    const another = await invite({ ...invitation, login: 'guo.ming' });
    expect(another).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
    expect((await security.send('POST', `${API}/staff`, { body: { ...invitation, login: 'guo.ming' } })).status).toBe(
      201,
    );
  });

  it('of the administrator can be recovered on the host, and the log says so', async () => {
    expect(await firstAdministrator(ports)).toBeNull();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await anyone().send('POST', `${API}/sessions`, { body: { login: 'admin', password: 'wrong', code: '123456' } });
    }
    const recovered = await recoverAdministrator({ ...ports, sessions: floor.sessions });
    const { http, staffId } = await enrolled(recovered.login, recovered.password);
    expect((await http.get<{ items: object[] }>(`${API}/staff`)).body.items.length).toBeGreaterThan(5);
    const facts = await floor.service('review').eventStore.read(`review.StaffMember-${staffId}`);
    const fact = facts.find(({ type }) => type === 'AdministratorRecovered');
    expect(fact?.meta.actor).toEqual({ kind: 'host', id: 'host' });
    security = http;
  });

  it('leave no name, login or password in the log', async () => {
    const stored = JSON.stringify(await floor.service('review').eventStore.readAll(0, 10_000));
    for (const secret of ['欧阳静', '司徒砚', '"twofactor"', '$argon2id', PASSWORD])
      expect(stored).not.toContain(secret);
  });
});

it('describes every route, with its bodies', async () => {
  const { body } = await anyone().get<{ paths: Record<string, Record<string, { requestBody?: object }>> }>(
    '/api/review/openapi.json',
  );
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining([`${API}/cases/{id}/marks`, `${API}/queues/{queue}`]));
  for (const [path, methods] of Object.entries(body.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const hasBody =
        method === 'put' ||
        (method === 'post' && !/\/(claim|activation|deactivation|credentials-reset|redrive)$/.test(path));
      if (hasBody) expect([path, method, operation.requestBody !== undefined]).toEqual([path, method, true]);
    }
  }
});

describe('a machine', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });

  const assertion = (machineId: string, key: KeyObject = privateKey, jti: string = randomUUID()) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(machineId)
      .setSubject(machineId)
      .setAudience('ekey-review')
      .setJti(jti)
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + 120)
      .sign(key);
  const begin = (text: string) =>
    anyone().send<{ accessToken: string }>('POST', `${API}/machine-sessions`, { body: { assertion: text } });

  const describing = (...operators: readonly string[]) => ({
    label: '一号线',
    publicKey: { kty: 'OKP', crv: 'Ed25519', x },
    operators,
    roles: ['SPP'],
    organisationId: providerId,
  });
  let maker: Member;
  let second: Member;
  beforeAll(async () => {
    maker = await hire('maker', ['SPP'], providerId);
    second = await hire('maker.second', ['SPP', 'SPR'], providerId);
  });

  it('is known by its key, and an assertion is good once', async () => {
    const description = describing(maker.staffId);
    const { machineId } = (await security.post<{ machineId: string }>(`${API}/machines`, description)).body;
    const signed = await assertion(machineId);
    const answer = await begin(signed);
    expect(answer.status).toBe(201);
    expect((await begin(signed)).status).toBe(401);
    expect((await begin(await assertion(machineId, generateKeyPairSync('ed25519').privateKey))).status).toBe(401);
    expect((await begin('not.a.token')).status).toBe(401);
    const line = anyone();
    line.authorise(answer.body.accessToken);
    expect((await line.send('GET', `${API}/queues/pre-verification`)).status).toBe(403);
    await security.post(`${API}/machines/${machineId}/deactivation`);
    expect((await begin(await assertion(machineId))).status).toBe(401);
    expect((await line.send('GET', `${API}/calendar`)).status).toBe(401);
  });

  it('is registered for those who may do its work, each of whom is named where one may not', async () => {
    const shipping = await hire('shipping', ['SPL'], providerId);
    const description = describing(maker.staffId, shipping.staffId, 'nobody');
    const refused = await security.send<{ code: string; operators: string[] }>('POST', `${API}/machines`, {
      body: description,
    });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'OperatorUnfit', operators: [shipping.staffId, 'nobody'] },
    ]);
    for (const operators of [[], [maker.staffId, maker.staffId]]) {
      const { status } = await security.send('POST', `${API}/machines`, { body: describing(...operators) });
      expect(status).toBe(400);
    }
  });

  it('acts for its own operators alone, and for none of them who has lost what it takes', async () => {
    const description = describing(maker.staffId, second.staffId);
    const { machineId } = (await security.post<{ machineId: string }>(`${API}/machines`, description)).body;
    const line = anyone();
    const logsIn = async () => line.authorise((await begin(await assertion(machineId))).body.accessToken);
    const actsFor = async (operator: string) => {
      const headers = { 'x-operator': operator };
      const { status, body } = await line.send<{ code?: string }>('GET', `${API}/calendar`, { headers });
      return [status, body.code];
    };
    const refused = [403, 'OperatorNotAllowed'];
    await logsIn();
    expect(await actsFor(maker.staffId)).toEqual([200, undefined]);
    expect(await actsFor('somebody-else')).toEqual(refused);
    await until(
      'the machine is listed with its operators',
      () => security.get<{ operators: string[] }>(`${API}/machines/${machineId}`).then(({ body }) => body.operators),
      (operators) => operators.length === 2,
    );
    await security.put(`${API}/staff/${second.staffId}`, {
      ...{ name: '司徒砚', roles: ['SPR'], organisationId: providerId },
    });
    expect(await actsFor(maker.staffId)).toEqual([401, 'Unauthenticated']);
    await logsIn();
    expect([await actsFor(maker.staffId), await actsFor(second.staffId)]).toEqual([[200, undefined], refused]);
    await security.post(`${API}/staff/${maker.staffId}/deactivation`);
    await logsIn();
    expect(await actsFor(maker.staffId)).toEqual(refused);
  });
});
