/// <reference types="jest" />
import { auditedFacts } from '../audit';
import { refusal } from '../enterprise';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { until } from '../http-client';
import { serialIn } from '../reliance';
import { Renewing } from '../renewing';
import { onceTheKeyIsKnown } from './known-key';

const NEW_MAIL = 'xin-lianxi@example.cn';

interface Shown {
  readonly status: { readonly code: string; readonly label: string };
  readonly turn: string;
  readonly due: { readonly dueOn: string; readonly breached: boolean } | null;
  readonly nextRound: number | null;
  readonly expiresOn: string | null;
  readonly changedFields: readonly string[];
  readonly remarks: readonly { readonly remark: string; readonly reasons: readonly { readonly code: string }[] }[];
}

interface Possible {
  readonly command: string;
  readonly allowed: boolean;
  readonly because?: string;
}

/** Contact data are changed without a new key. The first of them is told of a world that was opened on a Monday in March. */
export function describeContactChange(on: () => Scene): void {
  let key: Case & Sent;
  let changes: string;
  let number: string;

  beforeAll(async () => {
    key = await on().collected();
    await on().activates(key.enterprise);
    await key.application.awaits('DONE');
    changes = `/api/intake/v1/enterprises/${key.enterprise.facts.uscc}/contact-changes`;
    number = key.token.serialNumber;
  }, 120_000);

  const submits = (form: object, of = number) => key.enterprise.http.post(changes, { number: of, form });
  const shown = async (id: string): Promise<Shown> => (await key.enterprise.http.get<Shown>(`${changes}/${id}`)).body;
  const becomes = (id: string, label: string): Promise<Shown> =>
    until(
      `the change is ${label}`,
      () => shown(id),
      ({ status }) => status.label === label,
    );
  const withdraws = (id: string) => key.enterprise.http.send('POST', `${changes}/${id}/withdrawal`, { body: {} });
  /** Of what the enterprise may ask for: what would be done, and why the rest would not. */
  async function mayDo(id: string): Promise<Readonly<Record<string, true | string>>> {
    const { body } = await key.enterprise.http.get<{ commands: readonly Possible[] }>(`${changes}/${id}/commands`);
    return Object.fromEntries(body.commands.map(({ command, allowed, because = '' }) => [command, allowed || because]));
  }
  async function steps(id: string): Promise<readonly string[]> {
    const place = `${changes}/${id}/timeline`;
    const { body } = await key.enterprise.http.get<{ items: readonly { readonly label: string }[] }>(place);
    return body.items.map(({ label }) => label);
  }
  const hasSteps = (id: string, labels: readonly string[]): Promise<readonly string[]> =>
    until(
      `its steps are ${labels.join()}`,
      () => steps(id),
      (told) => told.join() === labels.join(),
    );
  /** How the provider sees it: what the case is called, and whether it still waits for somebody. */
  async function atProvider(id: string) {
    const { reviewer } = on().house.provider;
    const label = (await reviewer.open(id)).body.statusLabel as unknown as { readonly zh: string };
    return { label: label.zh, waits: (await reviewer.queue('contact')).some(({ caseId }) => caseId === id) };
  }
  async function begun(form: object): Promise<string> {
    const { http } = key.enterprise;
    const begin = () => http.post<{ contactChangeId: string }>(changes, { number, form });
    const { status, body } = await onceTheKeyIsKnown(begin);
    expect(status).toBe(201);
    return body.contactChangeId;
  }

  describe('a change of contact data (变更)', () => {
    it('is looked at by the provider alone within one working day, without a scan', async () => {
      const id = await begun({ agent: { mobile: '13900000001' } });
      expect(await shown(id)).toMatchObject({ status: { label: '待审核' }, changedFields: ['agent.mobile'] });
      expect(await mayDo(id)).toEqual({ SubmitContactChange: 'UnderReview', WithdrawContactChange: true });
      const { reviewer } = on().house.provider;
      // Submitted on a Monday, which is not counted.
      expect(await reviewer.awaits('contact', id)).toMatchObject({ dueOn: '2026-03-10' });
      expect((await reviewer.open(id)).body).toMatchObject({ documents: [], submission: { kind: 'contact' } });
      expect((await refusal(on().house.shanghai.officer.queue('contact'))).status).toBe(403);
      expect((await refusal(submits({ fax: '021-50000006' }))).body.code).toBe('AnotherUnderReview');
      await reviewer.passes('re-verification', id);
      await becomes(id, '审核通过');
    });

    it('is rejected with its reason, submitted anew in the same case, and passed', async () => {
      const id = await begun({ agent: { email: 'tuixin@example.cn' } });
      const { email: before } = key.enterprise.facts.authorisedUser;
      const told = await on().house.mailbox.awaits(before, /已收到变更联系邮箱的申请/);
      expect(told.text).toContain(`钥匙编号：${number}`);
      const { reviewer } = on().house.provider;
      await reviewer.awaits('contact', id);
      await reviewer.rejects('re-verification', id, [{ target: 'form', code: 'A08' }], '邮件被退回，请核对');
      const returned = await becomes(id, '审核未通过');
      expect(returned).toMatchObject({
        nextRound: 2,
        remarks: [{ remark: '邮件被退回，请核对', reasons: [{ code: 'A08' }] }],
      });
      expect(await mayDo(id)).toEqual({ SubmitContactChange: true, WithdrawContactChange: true });
      const mail = await on().house.mailbox.awaits('tuixin@example.cn', /审核未通过/);
      expect(mail.text).toContain('邮件被退回，请核对');

      const corrected = { round: 2, form: { agent: { email: NEW_MAIL } } };
      await key.enterprise.http.post(`${changes}/${id}/submission`, corrected);
      await reviewer.awaits('contact', id, 2);
      const { body: file } = await reviewer.open(id);
      expect(file).toMatchObject({ statusLabel: { zh: '待审核' }, changed: { fields: ['agent.email'] } });
      await reviewer.passes('re-verification', id);
      expect(await becomes(id, '审核通过')).toMatchObject({ nextRound: null });
      await on().house.mailbox.awaits(NEW_MAIL, /联系信息变更申请已提交，待审核/);
      const passed = await on().house.mailbox.awaits(NEW_MAIL, /联系信息变更审核通过/);
      expect(passed.text).toContain(`钥匙编号：${number}`);
      const done = 'ContactChangeDone';
      expect(await mayDo(id)).toEqual({ SubmitContactChange: done, WithdrawContactChange: done });
      expect(
        (await refusal(key.enterprise.http.post(`${changes}/${id}/submission`, { ...corrected, round: 3 }))).status,
      ).toBe(409);
      const orders = await refusal(on().house.provider.maker.http.get(`/api/issuance/v1/orders/${id}`));
      expect(orders.status).toBe(404);
    });

    it('is where later notices go, and what a renewal begins with', async () => {
      await letPass(on().world, { days: 300 });
      await on().house.mailbox.awaits(NEW_MAIL, /到期|更新/);
      const renewing = await Renewing.starts(on().holderOf(key));
      const { http } = renewing.holder;
      const { body } = await http.get<{ draft: object }>(`/api/renewal/v1/renewals/${renewing.id}/form`);
      expect(body.draft).toMatchObject({ agent: { email: NEW_MAIL } });
    });
  });

  describe('a change of contact data while the key is renewed', () => {
    let kept: Case & Sent;
    let place: string;
    beforeAll(async () => {
      kept = await on().collected();
      place = `/api/intake/v1/enterprises/${kept.enterprise.facts.uscc}/contact-changes`;
      await letPass(on().world, { days: 300 });
    });
    const asked = (email: string) => ({ number: kept.token.serialNumber, form: { agent: { email } } });
    async function isPassed(email: string): Promise<void> {
      const { http } = kept.enterprise;
      const { reviewer } = on().house.provider;
      const { contactChangeId: id } = (await http.post<{ contactChangeId: string }>(place, asked(email))).body;
      await reviewer.awaits('contact', id);
      await reviewer.passes('re-verification', id);
      await until(
        'the change is passed',
        async () => (await http.get<Shown>(`${place}/${id}`)).body,
        ({ status }) => status.label === '审核通过',
      );
    }
    interface Form {
      readonly draft: { readonly agent: { readonly email: string } };
      readonly submitted: Form['draft'] | null;
    }
    /** What stands in its form is this address. */
    const says = (renewing: Renewing, email: string) =>
      until(
        `the renewal says ${email}`,
        async () => (await renewing.holder.http.get<Form>(`/api/renewal/v1/renewals/${renewing.id}/form`)).body,
        ({ draft }) => draft.agent.email === email,
      );

    it('stands in the form, is where the renewal is told, and what the next one begins with', async () => {
      const { reviewer } = on().house.provider;
      const renewing = await Renewing.starts(on().holderOf(kept));
      await isPassed('biandan@example.cn');
      await says(renewing, 'biandan@example.cn');
      await renewing.isPrepared();
      await renewing.confirms();
      expect((await says(renewing, 'biandan@example.cn')).submitted?.agent.email).toBe('biandan@example.cn');
      await reviewer.awaits('renewal', renewing.id);
      await isPassed('shenhe@example.cn');
      await reviewer.passes('re-verification', renewing.id);
      await renewing.awaits('APPROVED');
      await on().house.mailbox.awaits('shenhe@example.cn', /更新审核通过/);
      await renewing.updates();
      await on().reliance.becomes(serialIn(kept.token), 'good');
      await letPass(on().world, { days: 365 });
      await says(await Renewing.starts(on().holderOf(kept)), 'shenhe@example.cn');
      const { body } = await refusal(kept.enterprise.http.post(place, asked('shenhe@example.cn')));
      expect(body.code).toBe('NothingChanged');
    });
  });

  describe('a change of contact data is refused', () => {
    const told = async (attempt: Promise<unknown>) => {
      const { status, body } = await refusal(attempt);
      const { code, errors = [] } = body as { code: string; errors?: { field: string }[] };
      return [status, code, ...errors.map(({ field }) => field)];
    };
    it('where it touches what a certificate or a seal says: that needs a change with a new key', async () => {
      const form = { nameCn: '另一企业有限公司', seal: { widthMm: 42 }, phone: '021-50000009' };
      expect(await told(submits(form))).toEqual([422, 'NotContactData', 'nameCn', 'seal.widthMm']);
    });
    it('where it is wrong, or nothing is new', async () => {
      expect(await told(submits({ agent: { mobile: '12' } }))).toEqual([422, 'FormNotAccepted', 'agent.mobile']);
      expect(await told(submits({ agent: { email: '' } }))).toEqual([422, 'FormNotAccepted', 'agent.email']);
      expect(await told(submits({}))).toEqual([422, 'NothingChanged']);
    });
    it('for a key that the enterprise has not, and to whom another account acts for', async () => {
      const form = { phone: '021-50000009' };
      expect(await told(submits(form, 'EK00000000'))).toEqual([409, 'KeyNotHeld']);
      const stranger = await on().applicant();
      expect(await told(stranger.http.post(changes, { number, form }))).toEqual([404, 'NotFound']);
      const id = await begun(form);
      await on().house.provider.reviewer.awaits('contact', id);
      await on().house.provider.reviewer.passes('re-verification', id);
      await becomes(id, '审核通过');
      expect((await refusal(stranger.http.get(`${changes}/${id}`))).status).toBe(404);
      expect((await refusal(stranger.http.post(`${changes}/${id}/submission`, { round: 2, form }))).status).toBe(404);
    });
    it('where there is no such change', async () => {
      const none = `${changes}/00000000-0000-4000-8000-000000000000`;
      expect(await told(key.enterprise.http.get(none))).toEqual([404, 'ContactChangeUnknown']);
      const form = { fax: '021-50000009' };
      expect(await told(key.enterprise.http.post(`${none}/submission`, { round: 1, form }))).toEqual([
        404,
        'ContactChangeUnknown',
      ]);
    });
    it('while it is under review, and with another round than the next', async () => {
      const id = await begun({ fax: '021-50000008' });
      const anew = (round: number) =>
        told(key.enterprise.http.post(`${changes}/${id}/submission`, { round, form: { fax: '021-50000007' } }));
      expect(await anew(2)).toEqual([409, 'UnderReview']);
      const { reviewer } = on().house.provider;
      await reviewer.awaits('contact', id);
      await reviewer.rejects('re-verification', id, [{ target: 'form', code: 'A08' }], '请核对');
      await becomes(id, '审核未通过');
      expect(await anew(3)).toEqual([409, 'RoundMismatch']);
    });
  });

  describe('a change of contact data that is withdrawn', () => {
    it('leaves the queue, and nobody is late with it', async () => {
      const id = await begun({ fax: '021-50000011' });
      const { reviewer } = on().house.provider;
      await reviewer.awaits('contact', id);
      await reviewer.claim(id);
      expect((await withdraws(id)).status).toBe(204);
      expect(await shown(id)).toMatchObject({ status: { label: '已撤回', labelEn: 'Withdrawn' }, turn: 'nobody' });
      await until(
        'the case has left the queue',
        () => atProvider(id),
        ({ label, waits }) => label === '已撤回' && !waits,
      );
      const round = { round: 1, marks: [{ target: 'form', verdict: 'ok' }] };
      expect((await refusal(reviewer.http.put(`/api/review/v1/cases/${id}/marks`, round))).body.code).toBe(
        'NotUnderReview',
      );
      await letPass(on().world, { days: 5 });
      await hasSteps(id, ['已提交', '办理期限已确定', '已撤回']);
    });

    it('is over: it is not submitted anew, and keeps no other one waiting', async () => {
      const id = await begun({ fax: '021-50000012' });
      expect((await withdraws(id)).status).toBe(204);
      expect((await withdraws(id)).status).toBe(204);
      const anew = key.enterprise.http.post(`${changes}/${id}/submission`, { round: 2, form: { fax: '021-50000013' } });
      expect((await refusal(anew)).body.code).toBe('ContactChangeWithdrawn');
      const next = await begun({ fax: '021-50000012' });
      expect((await withdraws(next)).status).toBe(204);
    });

    it('may be one that came back', async () => {
      const id = await begun({ fax: '021-50000014' });
      const { reviewer } = on().house.provider;
      await reviewer.awaits('contact', id);
      await reviewer.rejects('re-verification', id, [{ target: 'form', code: 'A08' }], '请核对');
      await becomes(id, '审核未通过');
      expect((await withdraws(id)).status).toBe(204);
      await until(
        'the provider knows',
        () => atProvider(id),
        ({ label }) => label === '已撤回',
      );
    });

    it('at the moment of its verdict is either withdrawn or passed, and the same everywhere', async () => {
      const { reviewer } = on().house.provider;
      for (const fax of ['021-50000021', '021-50000022', '021-50000023', '021-50000024']) {
        const id = await begun({ fax });
        await reviewer.awaits('contact', id);
        const round = await reviewer.claim(id);
        await reviewer.mark(id, round, []);
        const verdict = { round, verdict: 'pass' };
        const place = `/api/review/v1/cases/${id}/re-verification`;
        const [passed, given] = await Promise.all([
          reviewer.http.send('POST', place, { body: verdict }),
          withdraws(id),
        ]);
        expect([204, 409]).toContain(passed.status);
        expect([204, 409]).toContain(given.status);
        const label = given.status === 204 ? '已撤回' : '审核通过';
        await becomes(id, label);
        await until(
          `the provider sees ${label}`,
          () => atProvider(id),
          (seen) => seen.label === label && !seen.waits,
        );
        const facts = await auditedFacts(on().house.auditor.http, 'intake', id);
        expect(facts.some(({ type }) => type === 'ContactDataChanged')).toBe(label === '审核通过');
      }
    });
  });

  it('a change of contact data that came back is called to mind, and expires (已失效) after 30 days', async () => {
    const id = await begun({ fax: '021-50000025' });
    const { reviewer } = on().house.provider;
    await reviewer.awaits('contact', id);
    await reviewer.rejects('re-verification', id, [{ target: 'form', code: 'A08' }], '请核对');
    const { expiresOn } = await becomes(id, '审核未通过');
    const [, month, day] = String(expiresOn).split('-').map(Number);
    await letPass(on().world, { days: 8 });
    await on().house.mailbox.awaits(NEW_MAIL, new RegExp(`将于\\d+年${month}月${day}日失效`));
    await letPass(on().world, { days: 23 });
    expect(await becomes(id, '已失效')).toMatchObject({ turn: 'nobody', expiresOn: null, nextRound: null });
    await hasSteps(id, ['已提交', '办理期限已确定', '审核未通过', '已提醒即将失效', '已失效']);
    const over = 'ContactChangeExpired';
    expect(await mayDo(id)).toEqual({ SubmitContactChange: over, WithdrawContactChange: over });
    const anew = key.enterprise.http.post(`${changes}/${id}/submission`, { round: 2, form: { fax: '021-50000026' } });
    expect((await refusal(anew)).body.code).toBe(over);
    await until(
      'the provider sees it',
      () => atProvider(id),
      ({ label, waits }) => label === '已失效' && !waits,
    );
    expect((await withdraws(await begun({ fax: '021-50000026' }))).status).toBe(204);
  });

  describe('the changes of an enterprise', () => {
    it('are listed with whose move it is and by when, newest first', async () => {
      const id = await begun({ fax: '021-50000031' });
      const { items } = await until(
        'the newest is due',
        async () => (await key.enterprise.http.get<{ items: (Shown & { contactChangeId: string })[] }>(changes)).body,
        ({ items: [newest] }) => newest?.contactChangeId === id && newest.due !== null,
      );
      expect(items[0]).toMatchObject({
        ...{ number, changedFields: ['fax'], turn: 'provider', due: { stage: 'contact-review', breached: false } },
        status: { code: 'under-review', label: '待审核', labelEn: 'Awaiting review' },
      });
      expect(items.length).toBeGreaterThan(5);
      const page = await key.enterprise.http.get<{ items: unknown[]; next?: string }>(`${changes}?limit=1`);
      expect(page.body).toMatchObject({ items: [{ contactChangeId: id }], next: expect.any(String) as string });

      const { reviewer } = on().house.provider;
      await reviewer.awaits('contact', id);
      await reviewer.rejects('re-verification', id, [{ target: 'form', code: 'A08' }], '请核对');
      expect(await becomes(id, '审核未通过')).toMatchObject({ turn: 'applicant', due: null, nextRound: 2 });
      await hasSteps(id, ['已提交', '办理期限已确定', '审核未通过']);
    });

    it('tell the next step to who waits for it', async () => {
      const id = await begun({ fax: '021-50000032' });
      await on().house.provider.reviewer.awaits('contact', id);
      const place = `${changes}/${id}/timeline`;
      const { position } = await until(
        'the due date is told',
        async () => (await key.enterprise.http.get<{ items: unknown[]; position: string }>(place)).body,
        ({ items }) => items.length === 2,
      );
      const waiting = key.enterprise.http.get<{ items: unknown[] }>(`${place}?after=${position}&wait=20`);
      expect((await withdraws(id)).status).toBe(204);
      expect((await waiting).body.items).toMatchObject([
        { source: 'intake', code: 'ContactChangeWithdrawn', label: '已撤回', labelEn: 'Withdrawn' },
      ]);
      const { status } = await refusal(key.enterprise.http.get(`${place}?after=yesterday`));
      expect(status).toBe(400);
    });

    it('are nobody else’s', async () => {
      const id = await begun({ fax: '021-50000033' });
      const stranger = await on().applicant();
      for (const place of [changes, `${changes}/${id}`, `${changes}/${id}/timeline`])
        expect((await refusal(stranger.http.get(place))).status).toBe(404);
      expect((await refusal(stranger.http.post(`${changes}/${id}/withdrawal`, {}))).status).toBe(404);
      expect((await shown(id)).status.label).toBe('待审核');
      const none = `${changes}/00000000-0000-4000-8000-000000000000`;
      for (const attempt of [
        key.enterprise.http.get(`${none}/timeline`),
        key.enterprise.http.post(`${none}/withdrawal`, {}),
      ])
        // prettier-ignore
        expect((await refusal(attempt)).body.code).toBe('ContactChangeUnknown');
      const further = key.enterprise.http.post(`${changes}/${id}/withdrawal`, { because: 'no more' });
      expect((await refusal(further)).status).toBe(400);
      expect((await withdraws(id)).status).toBe(204);
    });
  });

  it('a change with a new key is refused where contact data alone would change', async () => {
    const change = await key.enterprise.replaces(key.token.serialNumber, 'information-changed');
    const draft = await change.saved();
    expect(draft).toMatchObject({ agent: { email: NEW_MAIL } });
    const agent = { ...(draft?.['agent'] as object), mobile: '13900000002' };
    await change.fills({ ...draft, reason: '联系电话变更', agent });
    const { status, body } = await refusal(change.submitsForm());
    expect([status, body.code]).toEqual([422, 'ContactDataAlone']);
  });
}
