import { X509Certificate } from 'node:crypto';
import { HttpClient, until, type MadeKey } from '@ekey/journeys';
import { unlockToken, type SoftToken, type UnlockOutcome } from '@ekey/soft-token';
import { API, IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
beforeAll(async () => {
  desk = await IssuanceDesk.open();
});
afterAll(async () => {
  const parked = await desk.parked();
  await desk.dispose();
  expect(parked).toEqual([]);
});

type Officer = Parameters<IssuanceDesk['as']>[0];
const ALL_PAPERS = ['stamped-request', 'business-licence', 'authorised-user-id'] as const;
const VERIFICATION = { identification: 'stamped-letter', documents: ALL_PAPERS };
const [INTERIM, OWN] = ['Interim-0001', 'My-own-0001'];

interface Code {
  readonly code: string;
  readonly expiresAt: string;
}

/** A key whose PIN somebody has forgotten. */
class LockedKey {
  private constructor(
    readonly caseId: string,
    private readonly made: MadeKey,
  ) {}

  static async collected(): Promise<LockedKey> {
    const collected = await desk.collected();
    const key = new LockedKey(collected.caseId, collected.key);
    await key.tokenIs('handed-over');
    while (key.token.triesLeft > 0) await key.token.changePin('forgotten', OWN).catch(() => undefined);
    return key;
  }

  get token(): SoftToken {
    return this.made.token;
  }
  get place(): string {
    return `${API}/certificates/${new X509Certificate(this.made.delivery.certificates.signing as string).serialNumber}`;
  }

  post<Body = unknown>(officer: Officer, step: string, body: object = {}, key?: string) {
    const options = { body, ...(key === undefined ? {} : { key }) };
    return desk.as(officer).send<Body>('POST', `${this.place}/${step}`, options);
  }

  /** As its holder's client reports, who is nobody without the code. */
  reports(code: string, outcome: object) {
    return new HttpClient(desk.url).send('POST', `${this.place}/unlock/outcome`, { body: { code, ...outcome } });
  }

  /** Up to the code. */
  async authorised(): Promise<string> {
    await this.post('cs-1', 'unlock', { reference: '来电 1107' });
    await this.post('spr-2', 'unlock/verification', VERIFICATION);
    return (await this.post<Code>('spp-1', 'unlock/authorisation')).body.code;
  }

  unlock(adminPin = this.made.adminPin): Promise<UnlockOutcome> {
    return unlockToken(this.token, { adminPin, interimPin: INTERIM, newPin: OWN });
  }

  tokenIs(status: string): Promise<string> {
    return until(
      `the token is ${status}`,
      () => desk.token(this.token.serialNumber),
      (told) => told === status,
    );
  }

  async listed(status: string): Promise<{ label: string; codeExpiresAt: string | null; requestedBy: string }> {
    type Listed = {
      items: { tokenSerial: string; label: string; codeExpiresAt: string | null; requestedBy: string }[];
    };
    const found = await until(
      `the unlocking is ${status}`,
      async () => (await desk.as('spr-1').get<Listed>(`${API}/unlocks?status=${status}&limit=200`)).body.items,
      (items) => items.some(({ tokenSerial }) => tokenSerial === this.token.serialNumber),
    );
    return found.find(({ tokenSerial }) => tokenSerial === this.token.serialNumber) as Listed['items'][number];
  }
}

const code = async (answer: Promise<{ status: number; body: unknown }>): Promise<string> =>
  `${(await answer).status} ${((await answer).body as { code?: string } | undefined)?.code ?? ''}`.trim();
const facts = async () => desk.floor.service('issuance').eventStore.readAll(0, 100_000);

describe('a key that is locked', () => {
  it('is unlocked after a look at who asks and by which papers, by a code that is told once', async () => {
    const key = await LockedKey.collected();
    expect(await code(key.post('cs-1', 'unlock', { reference: '来电 1107' }))).toBe('204');
    await key.tokenIs('locked');
    expect(await code(key.post('spr-1', 'unlock', { reference: '来电 1108' }))).toBe('409 UnlockUnderWay');
    expect(await code(key.post('spp-1', 'unlock/authorisation'))).toBe('409 UnlockNotVerified');
    const inPart = await key.post('spr-2', 'unlock/verification', { ...VERIFICATION, documents: ['business-licence'] });
    expect(inPart.body).toMatchObject({
      ...{ status: 422, code: 'UnlockDocumentsMissing' },
      missing: ['stamped-request', 'authorised-user-id'],
    });
    expect(await code(key.post('spr-2', 'unlock/verification', VERIFICATION))).toBe('204');

    const told = await key.post<Code>('spp-1', 'unlock/authorisation', {}, 'authorise-this-unlocking');
    expect([told.status, told.body.expiresAt > desk.clock.now()]).toEqual([201, true]);
    const again = await key.post<Code>('spp-1', 'unlock/authorisation', {}, 'authorise-this-unlocking');
    expect(again.body).toEqual(told.body);
    expect(await code(key.post('spp-1', 'unlock/authorisation'))).toBe('409 UnlockAlreadyAuthorised');
    expect(await key.listed('authorised')).toMatchObject({ label: '已授权解锁', requestedBy: 'cs-1' });

    const done = await key.unlock();
    expect(await code(key.reports('0000-0000-0000', done))).toBe('422 UnlockCodeWrong');
    expect(await code(key.reports(told.body.code, { outcome: 'unlocked' }))).toBe('422 PinNotChanged');
    await key.tokenIs('locked');
    expect(await code(key.reports(told.body.code.toLowerCase(), done))).toBe('204');
    expect(await code(key.reports(told.body.code, done))).toBe('204');
    await key.tokenIs('handed-over');
    expect(await key.listed('unlocked')).toMatchObject({ label: '已解锁', codeExpiresAt: null });
    await key.token.signNonce(OWN, Buffer.alloc(32));
    expect(await desk.told(key.caseId, 'KeyUnlocked')).toMatchObject([{ tokenSerial: key.token.serialNumber }]);
  });

  it('stays locked for good where the administrator’s PIN is locked too, and is replaced', async () => {
    const key = await LockedKey.collected();
    const told = await key.authorised();
    for (let tries = 5; tries > 0; tries -= 1) await key.unlock('wrong-admin').catch(() => undefined);
    const failed = await key.unlock('wrong-admin');
    expect(failed).toEqual({ outcome: 'admin-pin-locked' });
    expect(await code(key.reports(told, failed))).toBe('204');
    expect(await key.listed('failed')).toMatchObject({ label: '解锁失败，请办理补办' });
    const refused = await key.post('cs-1', 'unlock', { reference: '来电 1109' });
    expect(refused.body).toMatchObject({ status: 409, code: 'AdminPinLocked' });
    expect(JSON.stringify(refused.body)).toContain('请办理补办');
    await key.tokenIs('locked');
  });

  it('is unlocked within a day, or asked for anew', async () => {
    const key = await LockedKey.collected();
    const told = await key.authorised();
    await key.listed('authorised');
    desk.clock.advance({ hours: 25 });
    expect(await code(key.reports(told, { outcome: 'unlocked', pinChanged: true }))).toBe('410 UnlockCodeExpired');
    await desk.tick();
    await key.listed('expired');
    expect(await code(key.reports(told, { outcome: 'unlocked', pinChanged: true }))).toBe('422 UnlockCodeWrong');
    const next = await key.authorised();
    expect(next).not.toBe(told);
    expect(await code(key.reports(next, await key.unlock()))).toBe('204');
  });

  it('is not unlocked where nobody could say who asks, or the request was taken back', async () => {
    const key = await LockedKey.collected();
    await key.post('cs-1', 'unlock', { reference: '来电 1110' });
    expect(await code(key.post('spr-1', 'unlock/rejection', { ground: 'identity-not-established' }))).toBe('204');
    expect(await code(key.post('spr-1', 'unlock/verification', VERIFICATION))).toBe('409 UnlockNotRequested');
    const told = await key.authorised();
    expect(await code(key.post('cs-1', 'unlock/cancellation'))).toBe('204');
    expect(await code(key.reports(told, { outcome: 'unlocked', pinChanged: true }))).toBe('422 UnlockCodeWrong');
  });
});

describe('a key that is suspended or revoked', () => {
  it('is not unlocked, and what was authorised before opens nothing', async () => {
    const key = await LockedKey.collected();
    const told = await key.authorised();
    await key.post('agm-1', 'suspension', { ground: 'lost' });
    await key.listed('barred');
    expect(await code(key.reports(told, await key.unlock()))).toBe('422 UnlockCodeWrong');
    expect(await code(key.post('cs-1', 'unlock', { reference: '来电 1111' }))).toBe('409 KeyNotGood');
    await key.tokenIs('suspended');
    await key.post('agm-1', 'reinstatement', { reference: '到场说明 4' });
    await key.post('spr-1', 'reinstatement/confirmation');
    await key.tokenIs('locked');
    expect(await code(key.post('cs-1', 'unlock', { reference: '来电 1112' }))).toBe('204');
    await key.post('spr-1', 'revocation', { ground: 'compromised', requester: 'enterprise', reference: '来函 9' });
    await key.post('spr-1', 'revocation/verification', { identification: 'stamped-letter' });
    await key.post('spr-2', 'revocation/execution');
    await key.tokenIs('dead');
    const refused = await until(
      'it is revoked for the unlocking as well',
      () => key.post('cs-1', 'unlock', { reference: '来电 1113' }),
      ({ body }) => (body as { because?: string }).because === 'revoked',
    );
    expect(refused.body).toMatchObject({ status: 409, code: 'KeyNotGood' });
  });
});

describe('nothing is changed', () => {
  it('by whoever may not, has no code, or sends what is no request', async () => {
    const key = await LockedKey.collected();
    const before = (await facts()).length;
    const asked = { reference: '来电 1114' };
    for (const officer of ['agm-1', 'agc-1', 'spl-1'] as const)
      expect(await code(key.post(officer, 'unlock', asked))).toBe('403 Forbidden');
    expect(await code(key.post('cs-1', 'unlock/verification', VERIFICATION))).toBe('403 Forbidden');
    expect(await code(key.post('cs-1', 'unlock/authorisation'))).toBe('403 Forbidden');
    expect(await code(key.post('spr-1', 'unlock/authorisation'))).toBe('409 UnlockNotRequested');
    expect(await code(key.reports('0000-0000-0000', { outcome: 'unlocked', pinChanged: true }))).toBe(
      '422 UnlockCodeWrong',
    );
    for (const body of [{}, { reference: '' }, { ...asked, pin: '000000' }])
      expect(await code(key.post('cs-1', 'unlock', body))).toBe('400 InvalidRequest');
    for (const outcome of [{ outcome: 'opened' }, { outcome: 'unlocked', pin: OWN }])
      expect(await code(key.reports('0000-0000-0000', outcome))).toBe('400 InvalidRequest');
    const nowhere = desk.as('cs-1').send('POST', `${API}/certificates/4A/unlock`, { body: asked });
    expect(await code(nowhere)).toBe('404 NotFound');
    expect((await facts()).length).toBe(before);
  });

  it('and no code stands anywhere in the log', async () => {
    const key = await LockedKey.collected();
    const told = await key.authorised();
    const stored = JSON.stringify(await facts());
    expect(stored).not.toContain(told);
    expect(stored).not.toContain(told.replaceAll('-', ''));
  });
});
