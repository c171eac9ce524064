import { rejectionCatalogue, type ReasonTarget } from '@ekey/contracts';
import { KeyHolder, refusal, RENEWAL_SLOTS, Renewing, sheet, until, type RequestOptions } from '@ekey/journeys';
import { letPass, type Case, type Sent } from '@ekey/journeys/scene';
import { Ground, type Expected } from './refusals';

const RENEWALS = '/api/renewal/v1/renewals';
const WINDOW_OPENS = { days: 276 };

let ground: Ground;
let kept: Case & Sent;
let holder: KeyHolder;
let stranger: KeyHolder;
let renewing: Renewing;

beforeAll(async () => {
  ground = await Ground.prepare();
  kept = await ground.scene.collected();
  holder = holderOf(kept);
  stranger = holderOf(await ground.scene.collected());
}, 120_000);
afterAll(() => ground.world.end());

const holderOf = ({ token, pin }: Sent): KeyHolder => new KeyHolder(ground.world, token, pin);

type Asked = readonly [method: string, path: string, options?: RequestOptions];
const at = (path: string): string => `${RENEWALS}/${renewing.id}${path}`;
const refused = ([method, path, options]: Asked, expected: Expected, by = holder) =>
  ground.refuses(by.http, [method, at(path), options], expected);
const bodied = (body: unknown): RequestOptions => ({ body });

/** Everything that the holder of a key may ask of his own renewal. */
async function requests(): Promise<readonly Asked[]> {
  const image = { body: await sheet({ words: 'anything' }), type: 'image/jpeg' };
  const page = '/documents/business-licence/pages/1';
  const session = '/update-sessions/00000000-0000-4000-8000-000000000000';
  return [
    ...(['', '/timeline', '/commands', '/form', '/printouts/application-form.pdf', page].map((path) => ['GET', path]) as Asked[]), // prettier-ignore
    ...[['PUT', '/form', bodied({ phone: '021-60000001' })] as const, ['PUT', page, image] as const],
    ...(['/form-submission', '/form-reopening', '/withdrawal', '/token-failure', '/update-sessions'].map((path) => ['POST', path]) as Asked[]), // prettier-ignore
    ...[['DELETE', page] as const, ['POST', '/submission', bodied({ round: 1, consents: [] })] as const],
    ['PUT', `${session}/certificate-requests/signing`, bodied({ request: 'no request' })],
    ['GET', `${session}/delivery`],
    ['PUT', `${session}/steps/signing-written`, bodied({ sha256: '0'.repeat(64) })],
    ['POST', `${session}/proof`, bodied({ attempt: 1, signature: 'AAAA' })],
  ];
}

describe('a renewal that is begun', () => {
  it('too early, or by a password, is none', async () => {
    await holder.logIn();
    await ground.refuses(holder.http, ['POST', RENEWALS], { status: 409, code: 'RenewalNotYetOpen' });
    const { http } = ground.mine.enterprise;
    await ground.refuses(http, ['POST', RENEWALS], { status: 403, code: 'Forbidden' });
  });
  it('a second time is none while the first is under way', async () => {
    await letPass(ground.world, WINDOW_OPENS);
    await holder.logIn();
    await ground.refuses(holder.http, ['POST', RENEWALS, { ifMatch: 1 }], { status: 412, code: 'StaleRevision' });
    renewing = await Renewing.starts(holder);
    await ground.refuses(holder.http, ['POST', RENEWALS], { status: 409, code: 'AnotherRenewalUnderWay' });
  });
  it('with anything said beside is none', () =>
    ground.refuses(holder.http, ['POST', RENEWALS, bodied({ serial: '4A' })], { status: 400, code: 'InvalidRequest' }));
  it('is not there for another key, whatever is asked of it', async () => {
    await stranger.logIn();
    for (const request of await requests()) await refused(request, { status: 404, code: 'NotFound' }, stranger);
  });
});

describe('the papers of a renewal', () => {
  const licence = '/documents/business-licence/pages/1';
  const image = async () => ({ body: await sheet({ words: 'a licence' }), type: 'image/jpeg' });

  it('come in their order: nothing before the form is submitted', async () => {
    await refused(['PUT', licence, await image()], { status: 409, code: 'FormOpen' });
    await refused(['POST', '/submission', bodied({ round: 1, consents: [] })], { status: 409, code: 'FormOpen' });
    await refused(['GET', '/printouts/application-form.pdf'], { status: 409, code: 'PrintoutNotReady' });
    await refused(['GET', '/printouts/power-of-attorney.pdf'], { status: 404, code: 'NotFound' });
    await refused(['POST', '/update-sessions'], { status: 409, code: 'NotApproved' });
    await refused(['POST', '/token-failure'], { status: 409, code: 'NotApproved' });
  });
  it('say of the enterprise what its certificate says', async () => {
    const content = { status: 422, code: 'CertificateContentChanged' };
    await refused(['PUT', '/form', bodied({ nameCn: '另一家公司' })], { ...content, field: 'nameCn' });
    await refused(['PUT', '/form', bodied({ agencyId: 'suzhou' })], { ...content, field: 'agencyId' });
    await refused(['PUT', '/form', bodied({ agencyName: '上海' })], { status: 400, code: 'InvalidRequest' });
  });
  it('are not accepted with what no form may say', async () => {
    const { draft } = (await holder.http.get<{ draft: object }>(at('/form'))).body;
    await holder.http.put(at('/form'), { ...draft, postcode: '12' });
    await refused(['POST', '/form-submission'], { status: 422, code: 'FormNotAccepted', field: 'postcode' });
    await holder.http.put(at('/form'), draft);
  });
  it('are four scans of the submitted form, and no others', async () => {
    await holder.http.post(at('/form-submission'));
    await refused(['PUT', '/form', bodied({ phone: '1' })], { status: 409, code: 'FormSubmitted' });
    await refused(['PUT', '/documents/authorised-user-id/pages/1', await image()], { status: 400, code: 'InvalidRequest' }); // prettier-ignore
    await refused(['PUT', '/documents/business-licence/pages/11', await image()], { status: 400, code: 'InvalidRequest' }); // prettier-ignore
    const text = { body: Buffer.from('not a picture'), type: 'image/jpeg' };
    await refused(['PUT', licence, text], { status: 422, code: 'ImageTypeNotSupported' });
    const code = `EKEY1|application-form|${renewing.formNumber}|2|0123456789ab`;
    const other = { body: await sheet({ words: 'another version', longSide: 1_200, code }), type: 'image/jpeg' };
    await refused(['PUT', '/documents/application-form/pages/1', other], { status: 422, code: 'ScanOfAnotherForm' });
    await renewing.uploadsSheets();
  });
  it('are confirmed whole, with every consent, and for the round that comes next', async () => {
    const consents = await renewing.consents();
    const submission = (body: object): Asked => ['POST', '/submission', bodied({ round: 1, consents, ...body })];
    await refused(submission({ round: 2 }), { status: 409, code: 'RoundMismatch' });
    await refused(submission({ consents: [] }), { status: 422, code: 'ConsentsMissing' });
    await holder.http.delete(at(licence));
    await refused(submission({}), { status: 409, code: 'DocumentsMissing' });
    await holder.http.put(at(licence), (await image()).body, { type: 'image/jpeg' });
  });
  it('are not changed while they are under review', async () => {
    await renewing.confirms();
    const underReview = { status: 409, code: 'UnderReview' };
    for (const path of ['/form-submission', '/form-reopening']) await refused(['POST', path], underReview);
    await refused(['PUT', '/form', bodied({ phone: '021-60000001' })], underReview);
    await refused(['PUT', licence, await image()], underReview);
    await refused(['DELETE', licence], underReview);
    await refused(['POST', '/submission', bodied({ round: 2, consents: await renewing.consents() })], underReview);
    for (const path of ['/update-sessions', '/token-failure'])
      await refused(['POST', path], { status: 409, code: 'NotApproved' });
  });
});

describe('a renewal that is sent back', () => {
  const targets: readonly ReasonTarget[] = ['form', ...RENEWAL_SLOTS];
  const defects = targets.flatMap((target) =>
    rejectionCatalogue
      .filter((reason) => reason.stages.includes('renewal') && reason.targets.includes(target))
      .map(({ code }) => ({ target: target as 'form', code })),
  );

  it('tells every reason that there is, each in words, with the remark', async () => {
    const { reviewer } = ground.scene.house.provider;
    await reviewer.awaits('renewal', renewing.id);
    await reviewer.rejects('re-verification', renewing.id, defects, '请按所列原因逐项补正');
    expect((await renewing.awaits('REJECTED')).status.label).toBe('审核未通过');
    const { remarks } = await until(
      'the remark shows',
      () => renewing.read(),
      (shown) => shown.remarks.length > 0,
    );
    const [told] = remarks;
    expect(told?.remark).toBe('请按所列原因逐项补正');
    expect(told?.reasons.map(({ target, code }) => ({ target, code }))).toEqual(defects);
    for (const { code, words } of told?.reasons ?? [])
      expect(words.zh).toBe(rejectionCatalogue.find((reason) => reason.code === code)?.zh);
    expect(new Set(defects.map(({ code }) => code))).toContain('R01');
  });
  it('is mailed with its reasons', async () => {
    const { email } = kept.enterprise.facts.authorisedUser;
    const mail = await ground.scene.house.mailbox.awaits(email, /审核未通过/);
    expect(mail.text).toContain('请按所列原因逐项补正');
    expect(mail.text).toContain('证书信息已变更，请办理重新申领');
  });
  it('is confirmed again in the same case once all of it came anew, the form too', async () => {
    const submission: Asked = ['POST', '/submission', bodied({ round: 2, consents: await renewing.consents() })];
    await refused(submission, { status: 409, code: 'FormRejected' });
    await holder.http.post(at('/form-reopening'));
    // The mobile number stands on the power of attorney too, which a renewal does not have.
    const { draft } = (await holder.http.get<{ draft: { agent: object } }>(at('/form'))).body;
    await holder.http.put(at('/form'), { ...draft, agent: { ...draft.agent, mobile: '13912345678' } });
    const { body } = await holder.http.post<{ outdated: readonly string[] }>(at('/form-submission'));
    expect(body.outdated).toEqual(['application-form', 'seal-confirmation']);
    await refused(submission, { status: 409, code: 'DocumentsMissing' });
    await renewing.uploadsSheets(2);
    expect(await renewing.confirms()).toBe(2);
    expect((await renewing.read()).renewalId).toBe(renewing.id);
  });
});

describe('a renewal that is withdrawn', () => {
  it('is over: nothing can be done in it any more', async () => {
    await renewing.withdraws();
    const over = { status: 409, code: 'RenewalEnded' };
    expect((await renewing.read()).status.label).toBe('已撤回');
    expect(await renewing.may()).toEqual([]);
    for (const path of ['/form-submission', '/form-reopening', '/token-failure', '/update-sessions'])
      await refused(['POST', path], over);
    await refused(['POST', '/submission', bodied({ round: 3, consents: await renewing.consents() })], over);
    const { reviewer } = ground.scene.house.provider;
    await until(
      'the review is closed',
      () => reviewer.queue('renewal'),
      (tasks) => tasks.every(({ caseId }) => caseId !== renewing.id),
    );
  });
  it('leaves the key as it was: another one can be begun', async () => {
    const before = renewing.id;
    const begun = await until(
      'the term is free',
      () => Renewing.starts(holder).catch(() => null),
      (answer) => answer !== null,
    );
    expect(begun?.id).not.toBe(before);
    expect((await refusal(Renewing.starts(holder))).body.code).toBe('AnotherRenewalUnderWay');
  });
});
