/// <reference types="jest" />
import { X509Certificate } from 'node:crypto';
import { SLOTS } from '@ekey/contracts';
import type { Application, SubmittedForm } from '../application';
import { enterprise as factsOf } from '../cast';
import { Enterprise, refusal } from '../enterprise';
import { HttpClient, until } from '../http-client';
import { rightIn } from '../mailbox';
import { sheet } from '../sheets';
import type { Scene, Sent } from './scene';

/** The enterprise whose case is told step by step; the other journeys count from one. */
const facts = factsOf(0);
const ACTIVATION = '调用商务部统一用户管理平台激活企业账户';

/** One case from the registration to the account that is activated, with the label that the procedure prescribes at each step. */
export function describeTheWholeCase(on: () => Scene): void {
  describe('an enterprise that never had a key', () => {
    let enterprise: Enterprise;
    let application: Application;
    let form: SubmittedForm;
    let sent: Sent;

    it('registers, confirms its address by the link that was mailed, and logs in', async () => {
      enterprise = await Enterprise.registers(on().world, on().house.mailbox, facts);
      expect(await enterprise.applications()).toEqual([]);
    });

    it('fills in the form little by little (填写中), and is told of every field that does not fit', async () => {
      application = await enterprise.starts();
      await application.awaits('DRAFT', '填写中');
      await application.fills({ nameCn: facts.nameCn });
      const { status, body } = await refusal(application.submitsForm());
      expect([status, body.code]).toEqual([422, 'FormNotAccepted']);
      expect(body.errors?.map(({ field }) => field)).toEqual(
        expect.arrayContaining(['licenceTypes', 'agencyId', 'agent.email', 'seal.name']),
      );
    });

    it('submits the form (表单已提交, 待上传材料) and downloads four printouts, the same ones each time', async () => {
      await application.fills(application.draft(on().house.shanghai));
      form = await application.submitsForm();
      expect(form).toMatchObject({ formNumber: application.formNumber, formVersion: 1 });
      await application.awaits('FORM_SUBMITTED', '表单已提交, 待上传材料');
      for (const kind of ['application-form', 'seal-confirmation', 'power-of-attorney', 'user-agreement'] as const) {
        const pdf = await application.printout(kind);
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        expect((await application.printout(kind)).equals(pdf)).toBe(true);
      }
    });

    it('uploads its scans page by page (材料上传中), is warned of a small one, and not held up by it', async () => {
      const small = await sheet({ words: 'licence', longSide: 600 });
      const large = await sheet({ words: 'licence', longSide: 1_240 });
      expect((await application.uploads('business-licence', small)).body).toMatchObject({
        warnings: ['LongSideUnder1200'],
      });
      expect((await application.uploads('business-licence', large)).body).toMatchObject({ version: 2, warnings: [] });
      await application.awaits('UPLOADING', '材料上传中 (1/6)');
    });

    it('is refused a scan whose code names another form, and may upload one whose code names this one', async () => {
      const code = (version: number): string =>
        `EKEY1|application-form|${form.formNumber}|${version}|${form.shortHash}`;
      const foreign = await sheet({ words: 'form', longSide: 1_240, code: code(2) });
      const { status, body } = await refusal(application.uploads('application-form', foreign));
      expect([status, body.code]).toEqual([422, 'ScanOfAnotherForm']);
      const own = await sheet({ words: 'form', longSide: 1_240, code: code(1) });
      expect((await application.uploads('application-form', own)).body.qr).toBe('matched');
    });

    it('confirms the submission once all six are there (材料齐全, 待确认提交), which starts two working days (待核验)', async () => {
      expect((await refusal(application.confirms())).body.code).toBe('DocumentsMissing');
      await application.uploadsSheets(SLOTS.filter((slot) => !/business-licence|application-form/.test(slot)));
      await application.awaits('READY', '材料齐全, 待确认提交');
      expect(await application.mayDo()).toEqual(expect.arrayContaining(['ConfirmSubmission', 'WithdrawApplication']));
      expect(await application.confirms()).toBe(1);
      const { turn } = await application.awaits('PRECHECK', '待核验');
      expect(turn).toBe('issuing-authority');
      const due = await until(
        'the due date is told',
        () => application.read(),
        (shown) => shown.due !== null,
      );
      expect(due.due).toMatchObject({ stage: 'pre-verification', dueOn: '2026-03-11', breached: false });
      expect((await refusal(application.uploadsSheets(['business-licence']))).body.code).toBe('UnderReview');
    });

    it('is pre-verified by the authority (核验通过) and re-verified by the provider (复核通过)', async () => {
      const { officer } = on().house.shanghai;
      const { reviewer } = on().house.provider;
      await officer.awaits('pre-verification', application.id);
      await officer.claim(application.id);
      const { body } = await officer.open(application.id);
      expect(body).toMatchObject({ masked: false, form: { agent: { name: facts.authorisedUser.name } } });
      expect(body.documents.find(({ slot }) => slot === 'application-form')?.qr).toBe('matched');
      expect((await officer.page(application.id, 'business-licence')).headers.get('content-type')).toBe('image/jpeg');
      await officer.passes('pre-verification', application.id);
      expect((await application.awaits('RECHECK', '核验通过')).turn).toBe('provider');
      await reviewer.awaits('re-verification', application.id);
      await reviewer.passes('re-verification', application.id);
      await application.awaits('APPROVED', '复核通过');
    });

    it('has its key made and checked by two people (电子钥匙制作中, 制作完成, 待寄出) and sent off (已寄往发证机构)', async () => {
      sent = await on().sends({ application });
      const { parcel } = await application.awaits('SHIPPED', '已寄往发证机构');
      expect(parcel).toMatchObject({ carrier: '顺丰速运', trackingNumber: `SF${sent.token.serialNumber}` });
      const signing = new X509Certificate(sent.delivery.certificates.signing as string);
      expect(signing.subject).toContain(facts.nameCn);
      expect(await standingOf(on(), signing)).toBe('on-hold');
    });

    it('is told when the key has arrived (发证机构已签收) and can be collected (待领取)', async () => {
      const { counter } = on().house.shanghai;
      await counter.receives(sent.parcelId, [sent.token.serialNumber]);
      await application.awaits('ARRIVED', '发证机构已签收');
      await counter.orders.awaits(application.id, 'notify-collection');
      await counter.notifies(application.id);
      const { collection } = await application.awaits('READY_FOR_PICKUP', '待领取 (请携带全部纸质材料)');
      expect(collection?.pickupPointId).toBe(on().house.shanghai.pickupPointId);
      const mail = await on().house.mailbox.awaits(facts.authorisedUser.email, /待领取/);
      for (const told of Object.values(on().house.shanghai.facts.pickupPoints[0] ?? {}).slice(1))
        expect(mail.text).toContain(told);
    });

    it('collects its key after the papers were compared (已领取), and the certificates are good from then on', async () => {
      const { counter } = on().house.shanghai;
      expect((await counter.order(application.id)).authorisedUser).toMatchObject({ name: facts.authorisedUser.name });
      const serial = sent.token.serialNumber;
      const early = await refusal(counter.handsOver(application.id, serial, facts.authorisedUser));
      expect(early.body.code).toBe('FinalReviewNotPassed');
      const reviewed = await counter.passesFinalReview(application.id);
      expect((await counter.receipt(application.id, reviewed)).subarray(0, 5).toString()).toBe('%PDF-');
      const foreign = await refusal(counter.handsOver(application.id, serial, factsOf(700).authorisedUser));
      expect(foreign.body.code).toBe('CollectorNotEntitled');
      await counter.handsOver(application.id, serial, facts.authorisedUser);
      await application.awaits('HANDED_OVER', '已领取');
      const signing = new X509Certificate(sent.delivery.certificates.signing as string);
      await until(
        'the certificate is good',
        () => standingOf(on(), signing),
        (standing) => standing === 'live',
      );
    });

    it('activates its account by the link of the mail, which opening alone does not consume (已办结)', async () => {
      const mail = await on().house.mailbox.awaits(facts.authorisedUser.email, ACTIVATION);
      const right = rightIn(mail, 'activate-account');
      const anybody = new HttpClient(on().world.url);
      await anybody.post('/api/intake/v1/activations', right);
      await application.awaits('DONE', '已办结 (账户已激活)');
      expect((await refusal(anybody.post('/api/intake/v1/activations', right))).body.code).toBe('LinkUsed');
    });

    it('reads every step of its case in the words of the procedure', async () => {
      const labels = (await application.timeline()).map(({ label }) => label);
      expect(labels.filter((label) => !/激活|期限/.test(label))).toEqual([
        '开始填写',
        '表单已提交',
        '已确认提交',
        '核验通过',
        '复核通过',
        '电子钥匙制作中',
        '制作完成, 待寄出',
        '已寄往发证机构',
        '发证机构已签收',
        '待领取 (请携带全部纸质材料)',
        '现场终审通过',
        '已领取',
      ]);
    });

    it('may correct its address, report its key lost, have it unlocked or revoked, and never has a first application again', async () => {
      expect(await application.mayDo()).toEqual([
        'CorrectContact',
        'ReportKeyLoss',
        'RequestUnlock',
        'RequestRevocation',
      ]);
      const { status, body } = await refusal(enterprise.starts());
      expect([status, body.code]).toEqual([409, 'FirstApplicationNotAllowed']);
      expect(body.messages['zh-CN']).toMatch(/补办.*增办/);
    });

    it('never reads an identity number, a password or a PIN in its mails', async () => {
      const mails = await on().house.mailbox.mailsTo(facts.authorisedUser.email);
      expect(mails.length).toBeGreaterThanOrEqual(5);
      const everything = mails.map(({ subject, text }) => subject + text).join('\n');
      for (const secret of [facts.authorisedUser.idNumber, enterprise.registration.password, sent.pin])
        expect(everything).not.toContain(secret);
    });
  });
}

async function standingOf(scene: Scene, { serialNumber }: X509Certificate): Promise<string> {
  const http = new HttpClient(scene.world.url);
  return (await http.get<{ standing: string }>(`/api/issuance/v1/certificates/${serialNumber}`)).body.standing;
}
