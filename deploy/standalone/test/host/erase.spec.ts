import { HttpClient, until } from '@ekey/journeys';
import { accountKey, caseKey } from '@ekey/kernel';
import { forgotten, idle, mailsIn, newHouse, type House } from './house';

const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const INTAKE = '/api/intake/v1';
const REASON = 'the applicant has asked for it';
let house: House;

beforeAll(async () => {
  house = await newHouse();
  for (const count of [1, 2, 3]) await forgotten(house.standalone.floor, count);
  await idle(house.standalone.floor, CASE, 'agent@enterprise.example');
  await until(
    'the mails are out',
    async () => mailsIn(house.data).length,
    (mails) => mails === 4,
  );
});
afterAll(() => house.end());

const erase = (...words: readonly string[]) => house.run('erase', ...words, '--reason', REASON);
const accessOf = (service: string, subject: string) =>
  house.standalone.floor.accessLog.read({ service, subject, after: 0, limit: 100 });
const unmasked = async (subject: string): Promise<string> =>
  (await house.run('replay', '--case', subject, '--purpose', 'to see what is left')).text;

describe('erasing', () => {
  it('a case takes its persons out of every log and its mails away, and is recorded', async () => {
    expect(await unmasked(CASE)).toContain('agent@enterprise.example');
    expect(await erase('--case', CASE)).toMatchObject({ ok: true, text: /the key of case:.* is destroyed/ });
    expect(await house.standalone.floor.personalData.isErased(caseKey(CASE))).toBe(true);
    expect(await unmasked(CASE)).not.toContain('agent@enterprise.example');
    expect(mailsIn(house.data)).toHaveLength(3);
    const entries = await accessOf('notify', CASE);
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: 'erase',
        purpose: REASON,
        outcome: 'granted',
        caller: expect.objectContaining({ kind: 'host' }) as object,
      }),
    );
  });

  it('leaves nothing behind that cannot be read: everything still replays', async () => {
    expect(await house.run('check')).toMatchObject({ ok: true });
    expect(await house.run('replay', '--rebuild', 'notify')).toMatchObject({ ok: true });
    expect((await new HttpClient(house.standalone.url).get('/health/ready')).status).toBe(200);
  });

  it('given again finds it done', async () => {
    expect(await erase('--case', CASE)).toMatchObject({ ok: true });
  });

  it('an account takes nothing from the others', async () => {
    expect(await erase('--account', 'account-1')).toMatchObject({ ok: true });
    expect(await house.standalone.floor.personalData.isErased(accountKey('account-2'))).toBe(false);
    expect(mailsIn(house.data)).toHaveLength(2);
    expect(await unmasked('account-2')).toContain('user2@enterprise.example');
  });

  it('an account ends its sessions: whoever is logged in with it is out, and nobody comes in again', async () => {
    const anyone = new HttpClient(house.standalone.url);
    const login = { loginName: 'erased.user', password: '一路平安 2026 删除' };
    const kept = mailsIn(house.data).length;
    await anyone.post(`${INTAKE}/accounts`, { ...login, userName: '李雷', mail: 'erased@enterprise.example' });
    await until(
      'the address is asked for',
      async () => mailsIn(house.data).length,
      (mails) => mails === kept + 1,
    );
    const logIn = () =>
      anyone.post<Record<'accountId' | 'accessToken' | 'refreshToken', string>>(`${INTAKE}/sessions`, login);
    const { accountId, accessToken, refreshToken } = (await logIn()).body;
    const user = new HttpClient(house.standalone.url);
    user.authorise(accessToken);
    const reads = async () => (await user.send('GET', `${INTAKE}/applications`)).status;
    expect(await reads()).toBe(200);
    expect(await erase('--account', accountId)).toMatchObject({ ok: true });
    expect(await reads()).toBe(401);
    const refreshed = await anyone.send('POST', `${INTAKE}/sessions/refresh`, { body: { refreshToken } });
    expect(refreshed.status).toBe(401);
    await expect(logIn()).rejects.toMatchObject({ answer: { status: 401 } });
    expect(mailsIn(house.data)).toHaveLength(kept);
  });

  it('is refused, and recorded as refused, while a member of staff has access', async () => {
    const [administrator] = await house.standalone.floor.service('review').eventStore.readAll(0, 1);
    const staffId = administrator?.meta.stream.slice('review.StaffMember-'.length) ?? '';
    expect(await erase('--account', staffId)).toMatchObject({
      ok: false,
      text: /nothing was erased: .* withdraw it first/,
    });
    expect(await house.standalone.floor.personalData.isErased(accountKey(staffId))).toBe(false);
    expect(await accessOf('review', staffId)).toMatchObject([{ action: 'erase', outcome: 'refused' }]);
  });

  it('is refused for what nobody knows, for two things at once, and without a reason', async () => {
    expect(await erase('--case', 'nobody')).toMatchObject({ ok: false, text: /no fact tells of case nobody/ });
    expect(await erase('--case', CASE, '--account', 'account-2')).toMatchObject({ ok: false, text: /npm run erase/ });
    expect(await house.run('erase', '--case', CASE)).toMatchObject({ ok: false, text: /npm run erase/ });
    expect(await house.standalone.floor.personalData.isErased(accountKey('account-2'))).toBe(false);
  });

  it('says so where the key is destroyed and could not be taken out of the log of its file yet', async () => {
    const { personalData } = house.standalone.floor;
    const erased = personalData.erase.bind(personalData);
    jest.spyOn(personalData, 'erase').mockImplementationOnce(async (owner, at) => {
      await erased(owner, at);
      throw new Error('keys.db is being read by another process');
    });
    const answer = await erase('--account', 'account-3');
    expect(answer).toMatchObject({ ok: false, text: /is destroyed .* is being read .* run it again/ });
    expect(await personalData.isErased(accountKey('account-3'))).toBe(true);
    expect(mailsIn(house.data)).toHaveLength(1);
    expect(await erase('--account', 'account-3')).toMatchObject({ ok: true });
  });

  it('is done also where no process runs', async () => {
    await house.stop();
    expect(await erase('--account', 'account-2')).toMatchObject({ ok: true });
    expect(mailsIn(house.data)).toHaveLength(0);
    await house.start();
    expect(await house.standalone.floor.personalData.isErased(accountKey('account-2'))).toBe(true);
  });
});
