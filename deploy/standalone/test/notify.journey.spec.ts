import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishedFacts, type PublishedData, type PublishedType } from '@ekey/contracts';
import { derivedId } from '@ekey/event-store';
import { HttpClient, ShiftedClock, until } from '@ekey/journeys';
import { accountKey, caseKey } from '@ekey/kernel';
import { schemaOf, sourceOf } from '@ekey/messaging';
import { fileMailing, readMessage } from '@ekey/notify';
import { isLinkToken, readConfig, TokenIssuer, type Role } from '@ekey/platform';
import { startStandalone, type Standalone } from '../src';
import { answersAsDescribed } from './described';
import { figuresOf } from './figures';

interface Notice {
  readonly noticeId: string;
  readonly purpose: string;
  readonly state: string;
  readonly cause: string | null;
  readonly mailTo: string | null;
  readonly sending: number;
}
interface Notices {
  readonly items: readonly Notice[];
}

const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const ACCOUNT = 'c3f1b6a4-2f7e-4d57-8a0c-6b1d9e2f4a02';
const USCC = '91110101MA0000007T';

let folder: string;
let clock: ShiftedClock;
let standalone: Standalone;
let support: HttpClient;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ekey-notify-'));
  clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
  standalone = await startStandalone(readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }), clock);
  answersAsDescribed(standalone.url);
  support = await clientAs('CS');
});
afterAll(async () => {
  await standalone.stop();
  await rm(folder, { recursive: true });
});

async function clientAs(role: Role): Promise<HttpClient> {
  const issuer = new TokenIssuer(standalone.floor.tokenKeys, clock, 'review', 900_000_000);
  const client = new HttpClient(standalone.url);
  client.authorise(await issuer.issue({ kind: 'staff', id: `staff-${role}`, roles: [role] }));
  return client;
}

/** What another service would publish, put on its topic. */
async function told<Type extends PublishedType>(
  type: Type,
  subject: string,
  data: PublishedData<Type>,
  given: { readonly stream: string; readonly sequence: number; readonly id?: string },
): Promise<void> {
  publishedFacts[type].parse(data);
  const { stream, sequence, id = derivedId('journey', type, stream, sequence) } = given;
  const source = sourceOf(type);
  await standalone.floor.messaging.publish(`${source.slice('/ekey/'.length)}.events`, [
    {
      ...{ specversion: '1.0', id, source, type, subject, time: clock.now(), datacontenttype: 'application/json' },
      ...{ dataschema: schemaOf(type), data, correlationid: id, causationid: id, stream, sequence },
    },
  ]);
}

const noticesOf = async (purpose: string): Promise<readonly Notice[]> =>
  (await support.get<Notices>(`/api/notify/v1/notices?purpose=${purpose}`)).body.items;

const noticeOnce = async (purpose: string, state: string): Promise<Notice> => {
  const isThere = (items: readonly Notice[]): boolean => items.some((item) => item.state === state);
  const items = await until(`a notice ${purpose} is ${state}`, () => noticesOf(purpose), isThere);
  return items.find((item) => item.state === state) as Notice;
};

const tick = () => standalone.application.hosts.byService.get('notify')?.tickAll();

/** The mails of a notice that the page for support lists, as they were written. */
async function mailsOf(noticeId: string) {
  const page = (await support.get('/api/notify/v1/outbox?limit=200')).bytes.toString('utf8');
  const names = [...page.matchAll(/href="(\/api\/notify\/v1\/outbox\/[^"?]+)"/g)].map(([, href]) => href as string);
  const mine = names.filter((name) => name.includes(noticeId));
  return Promise.all(mine.map(async (name) => readMessage((await support.get(`${name}/source`)).bytes)));
}

describe('a password that was forgotten', () => {
  const requestId = '7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05';
  const ask = async (sequence: number): Promise<void> => {
    const mailTo = await standalone.floor.personalData.seal(
      accountKey(ACCOUNT),
      'mailTo',
      'founder@enterprise.example',
    );
    const term = { requestedAt: '2026-03-02T01:00:00.000Z', expiresAt: '2026-03-03T01:00:00.000Z' };
    const data = { accountId: ACCOUNT, requestId, mailTo, ...term };
    await told('intake.PasswordResetRequested.v1', ACCOUNT, data, { stream: `intake.Account-${ACCOUNT}`, sequence });
  };

  it('brings one mail, however often the request is told, with a link that gives the right', async () => {
    await ask(1);
    await ask(1);
    await ask(2);
    const notice = await noticeOnce('password-reset', 'delivered');
    expect(notice).toMatchObject({ mailTo: 'f***@enterprise.example', sending: 1 });
    expect(await noticesOf('password-reset')).toHaveLength(1);
    const [mail, ...others] = await mailsOf(notice.noticeId);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: 'founder@enterprise.example', subject: '重新设置登录密码' });
    const link = new URL(/https?:\S+reset-password#\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    const right = new URLSearchParams(link.hash.slice(1));
    expect([right.get('account'), right.get('notice'), link.search]).toEqual([ACCOUNT, notice.noticeId, '']);
    const key = await standalone.floor.secrets.bytes('link-key');
    expect(isLinkToken(key, notice.noticeId, right.get('token') ?? '')).toBe(true);
  });

  it('is mailed once more when support asks for it, as a mail of its own, once for one request', async () => {
    const { noticeId } = await noticeOnce('password-reset', 'delivered');
    const redelivery = `/api/notify/v1/notices/${noticeId}/redelivery`;
    const key = 'support-redelivers-once';
    const first = await support.post(redelivery, undefined, { key });
    const again = await support.post(redelivery, undefined, { key });
    expect([first.status, again.revision]).toEqual([204, first.revision]);
    const mails = await until(
      'two mails',
      () => mailsOf(noticeId),
      ({ length }) => length >= 2,
    );
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    expect(new Set(mails.map(({ text }) => text)).size).toBe(1);
  });

  it('can be read by support as its recipient reads it', async () => {
    const { noticeId } = await noticeOnce('password-reset', 'delivered');
    const list = (await support.get('/api/notify/v1/outbox')).bytes.toString('utf8');
    const href = new RegExp(`/api/notify/v1/outbox/[^"]*${noticeId}[^"]*`).exec(list)?.[0] ?? '';
    const answer = await support.get(href);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.bytes.toString('utf8')).toContain('<h1>重新设置登录密码</h1>');
  });

  it('leaves in the access log who opened the mails', async () => {
    const { noticeId } = await noticeOnce('password-reset', 'delivered');
    const entries = await standalone.floor.accessLog.read({
      service: 'notify',
      subject: noticeId,
      after: 0,
      limit: 10,
    });
    expect(entries[0]).toMatchObject({ action: 'notify.mail.open', caller: { id: 'staff-CS' }, outcome: 'granted' });
  });

  it('is not mailed any more once the link has expired', async () => {
    const { noticeId } = await noticeOnce('password-reset', 'delivered');
    clock.advance({ days: 2 });
    const answer = await support.send<{ code: string }>('POST', `/api/notify/v1/notices/${noticeId}/redelivery`);
    expect([answer.status, answer.body.code]).toEqual([409, 'LinkExpired']);
  });
});

describe('a case whose address is wrong', () => {
  const stream = `intake.KeyApplication-${CASE}`;
  const about = { caseId: CASE, kind: 'first', uscc: USCC } as const;

  it('becomes a task for support, told to the others', async () => {
    const mailTo = await standalone.floor.personalData.seal(caseKey(CASE), 'mailTo', 'nobody at all');
    const reminder = { ...about, mailTo, idleDays: 7, expiresOn: '2026-04-01' };
    await told('intake.ApplicationExpiryNear.v1', CASE, reminder, { stream, sequence: 5 });
    expect(await noticeOnce('expiry-near', 'abandoned')).toMatchObject({ cause: 'address-refused' });
    expect((await figuresOf(standalone.url)).get('ekey_notices{service="notify",state="abandoned"}')).toBe(1);
    const abandoned = await until(
      'the others are told',
      () => standalone.floor.messaging.read('notify.events', 0, 10),
      (messages) => messages.length > 0,
    );
    expect(abandoned[0]?.message).toMatchObject({ type: 'notify.NoticeAbandoned.v1', subject: CASE });
  });

  it('gets its mail by itself once the address is corrected', async () => {
    clock.advance({ minutes: 1 });
    const mailTo = await standalone.floor.personalData.seal(caseKey(CASE), 'mailTo', 'agent@enterprise.example');
    await told(
      'intake.ContactCorrected.v1',
      CASE,
      { ...about, mailTo, correctedAt: clock.now() },
      { stream, sequence: 6 },
    );
    await until(
      'the address is followed',
      async () => (await tick(), noticesOf('expiry-near')),
      ([item]) => item?.state === 'delivered',
    );
    const [notice] = await noticesOf('expiry-near');
    expect(notice).toMatchObject({ mailTo: 'a***@enterprise.example', sending: 2 });
    expect(await mailsOf(notice?.noticeId ?? '')).toMatchObject([{ to: 'agent@enterprise.example' }]);
  });
});

describe('a key that is suspended and then revoked', () => {
  const caseId = '8d1f5a60-7b2c-4e93-a1d4-5c6b7a8f9e03';
  const key = { caseId, uscc: USCC, attempt: 1, tokenSerial: 'TK0000000042' };
  const stream = `issuance.Revocation-${caseId}.1`;
  const reference = '来电 13812345678';

  beforeAll(async () => {
    const mailTo = await standalone.floor.personalData.seal(caseKey(caseId), 'mailTo', 'holder@enterprise.example');
    const form = { documentId: `${caseId}/form`, type: 'application/json', size: 9 };
    const submitted = {
      ...{
        caseId,
        kind: 'renewal' as const,
        uscc: USCC,
        round: 1,
        serial: '4A1F',
        notAfter: clock.now(),
        nameCn: '北京示例',
      },
      ...{
        agencyId: 'BJ',
        pickupPointId: 'BJ-12',
        licenceTypes: [],
        formNumber: 'GX-2026-000009',
        formVersion: 1,
        form,
      },
      ...{ formDigest: 'd', changedFields: [], documents: [], mailTo, submittedBy: 'u', submittedAt: clock.now() },
    } as const;
    const sent = { stream: `renewal.Renewal-${caseId}`, sequence: 1 };
    await told('renewal.RenewalSubmitted.v1', caseId, submitted, sent);
  });

  it('is one mail each to its holder, who asked and how to object, however often it is told and of how many certificates', async () => {
    const suspended = { ...key, ground: 'lost', withRequest: false, reference, suspendedAt: clock.now() } as const;
    for (const sequence of [1, 1]) await told('issuance.KeySuspended.v1', caseId, suspended, { stream, sequence });
    for (const serial of ['4A1F', '4A20'])
      await told(
        'issuance.CertificateSuspended.v1',
        caseId,
        { serial, caseId, uscc: USCC, at: clock.now() },
        { stream: `issuance.Certificate-${serial}`, sequence: 5 },
      );
    const revoked = { ...key, ground: 'lost', requester: 'court', reference, revokedAt: clock.now() } as const;
    await told('issuance.KeyRevoked.v1', caseId, revoked, { stream, sequence: 7 });
    const mailed = await noticeOnce('key-revoked', 'delivered');
    const [mail, ...others] = await mailsOf(mailed.noticeId);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: 'holder@enterprise.example', subject: '电子钥匙已注销（GX-2026-000009）' });
    expect(mail?.text).toContain('申请方：人民法院');
    expect(mail?.text).toContain('【如有异议】');
    expect(mail?.text).not.toContain('13812345678');
    const all = (await support.get<Notices>(`/api/notify/v1/notices?case=${caseId}`)).body.items;
    // Beside the receipt of the renewal.
    const ofKey = all.map(({ purpose }) => purpose).filter((purpose) => purpose.startsWith('key-'));
    expect(ofKey.sort()).toEqual(['key-revoked', 'key-suspended']);
  });
});

describe('what is mailed', () => {
  it('is shown to support alone', async () => {
    const reviewer = await clientAs('AGR');
    const stranger = new HttpClient(standalone.url);
    for (const route of ['notices', 'outbox']) {
      expect((await reviewer.send('GET', `/api/notify/v1/${route}`)).status).toBe(403);
      expect((await stranger.send('GET', `/api/notify/v1/${route}`)).status).toBe(401);
    }
  });
  it('is found by case and state, and nothing is found for what does not exist', async () => {
    const { body } = await support.get<Notices>(`/api/notify/v1/notices?case=${CASE}&state=delivered`);
    expect(body.items.map(({ purpose }) => purpose)).toEqual(['expiry-near']);
    expect((await support.send('GET', '/api/notify/v1/notices/no-such-notice')).status).toBe(404);
    expect((await support.send('POST', '/api/notify/v1/notices/no-such-notice/redelivery')).status).toBe(404);
    expect((await support.send('GET', '/api/notify/v1/outbox/..%2F..%2Fkeys.db')).status).toBe(404);
    expect((await support.send('GET', '/api/notify/v1/notices?state=unheard')).status).toBe(400);
  });
  it('never shows a whole mail address in a list', async () => {
    const list = (await support.get('/api/notify/v1/notices')).bytes.toString('utf8');
    const page = (await support.get('/api/notify/v1/outbox')).bytes.toString('utf8');
    expect(list + page).not.toMatch(/founder@|agent@|\$sealed/);
  });
});

describe('a case whose key is destroyed', () => {
  it('loses its mails with the key, and gets no other', async () => {
    const { noticeId } = await noticeOnce('expiry-near', 'delivered');
    const { personalData, config } = standalone.floor;
    await personalData.erase(caseKey(CASE), clock.now());
    await fileMailing(standalone.data.of('outbox'), config.MAIL_FROM).mailer.forget(caseKey(CASE));
    expect(await mailsOf(noticeId)).toEqual([]);
    await support.post(`/api/notify/v1/notices/${noticeId}/redelivery`);
    expect(await noticeOnce('expiry-near', 'abandoned')).toMatchObject({ cause: 'address-erased', mailTo: null });
    const refused = await support.send<{ code: string }>('POST', `/api/notify/v1/notices/${noticeId}/redelivery`);
    expect([refused.status, refused.body.code]).toEqual([409, 'AddressErased']);
    expect(await mailsOf(noticeId)).toEqual([]);
  });
  it('takes nothing from the others', async () => {
    const { noticeId } = await noticeOnce('password-reset', 'delivered');
    expect(await mailsOf(noticeId)).toHaveLength(2);
  });
});
