/// <reference types="jest" />
import type { Application } from '../application';
import { refusal } from '../enterprise';
import { until } from '../http-client';
import type { Case, Scene } from './scene';

const lacking = async (application: Application): Promise<readonly string[]> =>
  (await application.read()).documents.filter(({ lack }) => lack !== null).map(({ slot }) => slot);

/** What is sent back, what must be new then, and what stays accepted. */
export function describeRejections(on: () => Scene): void {
  describe('an application with defects', () => {
    let returned: Case;
    const officer = () => on().house.shanghai.officer;
    const reviewer = () => on().house.provider.reviewer;

    it('is sent back by the authority with every defect at once (核验未通过, with reasons and 备注)', async () => {
      returned = await on().submitted();
      const { application } = returned;
      await officer().awaits('pre-verification', application.id);
      const defects = [
        { target: 'business-licence', code: 'G01' },
        { target: 'user-agreement', code: 'G03' },
      ] as const;
      await officer().rejects('pre-verification', application.id, defects, '营业执照模糊；协议书未盖章。');
      const { remarks, turn, due } = await application.awaits('PRECHECK_REJECTED', '核验未通过');
      expect({ turn, due }).toEqual({ turn: 'applicant', due: null });
      expect(remarks).toMatchObject([{ round: 1, stage: 'pre-verification', remark: '营业执照模糊；协议书未盖章。' }]);
      expect(remarks[0]?.reasons.map(({ code }) => code).sort()).toEqual(['G01', 'G03']);
    });

    it('tells its applicant of each defect by mail', async () => {
      const { email } = returned.enterprise.facts.authorisedUser;
      const mail = await on().house.mailbox.awaits(email, /核验未通过/);
      for (const told of ['图片模糊', '未加盖企业公章', '营业执照模糊；协议书未盖章。'])
        expect(mail.text).toContain(told);
    });

    it('needs new scans of exactly what was rejected, and keeps the verdict on the rest', async () => {
      const { application } = returned;
      await until(
        'the case is back with its applicant',
        () => lacking(application),
        (slots) => slots.length > 0,
      );
      expect(await lacking(application)).toEqual(['business-licence', 'user-agreement']);
      expect((await refusal(application.confirms())).body.code).toBe('DocumentsMissing');
      await application.uploadsSheets(['business-licence', 'user-agreement'], 2);
      expect(await application.confirms()).toBe(2);
      await application.awaits('PRECHECK', '待核验');
      await officer().awaits('pre-verification', application.id, 2);
      const { body } = await officer().open(application.id);
      expect(body.changed).toEqual({ fields: [], slots: ['business-licence', 'user-agreement'] });
      expect(Object.keys(body.marks['pre-verification']).sort()).toEqual(
        ['application-form', 'authorised-user-id', 'form', 'power-of-attorney', 'seal-confirmation'].sort(),
      );
    });

    it('may still be found defective where it was accepted before, but not without saying why only now', async () => {
      const { application } = returned;
      const round = await officer().claim(application.id);
      const slots = (await application.read()).documents.map(({ slot }) => slot);
      const late = { target: 'power-of-attorney', code: 'E01' } as const;
      expect((await refusal(officer().mark(application.id, round, slots, [late]))).body.code).toBe('LateReasonMissing');
      await officer().mark(application.id, round, slots, [{ ...late, reason: '首轮未发现委托期限已过。' }]);
      expect((await officer().open(application.id)).body.lateDefects).toBe(0);
      await officer().mark(application.id, round, slots);
    });

    it('is sent back by the provider with the form as its defect (复核未通过)', async () => {
      const { application } = returned;
      await on().passesPreVerification(returned, 2);
      await reviewer().awaits('re-verification', application.id, 2);
      await reviewer().rejects(
        're-verification',
        application.id,
        [{ target: 'form', code: 'A08' }],
        '手机号码无法接通。',
      );
      const { remarks } = await application.awaits('RECHECK_REJECTED', '复核未通过');
      expect(remarks.map(({ stage }) => stage)).toEqual(['pre-verification', 're-verification']);
    });

    it('must have its form reopened then, which makes the papers stale that show what was changed', async () => {
      const { application } = returned;
      await until(
        'the case is back with its applicant',
        () => application.read(),
        ({ form }) => form.rejected,
      );
      expect((await refusal(application.confirms())).body.code).toBe('FormRejected');
      await application.reopensForm();
      const draft = application.draft(on().house.shanghai);
      await application.fills({ ...draft, agent: { ...(draft['agent'] as object), mobile: '13912345678' } });
      const { formVersion, outdated } = await application.submitsForm();
      expect(formVersion).toBe(2);
      const stale = await lacking(application);
      expect(outdated).toEqual(['application-form', 'seal-confirmation', 'power-of-attorney']);
      expect(stale).toEqual(expect.arrayContaining([...outdated]));
      expect(stale).not.toContain('business-licence');
    });

    it('goes through both reviews again in the same case, and is approved', async () => {
      const { application } = returned;
      await application.uploadsSheets(
        (await application.read()).documents.filter(({ lack }) => lack !== null).map(({ slot }) => slot),
        3,
      );
      expect(await application.confirms()).toBe(3);
      await officer().awaits('pre-verification', application.id, 3);
      expect((await officer().open(application.id)).body.changed?.fields).toEqual(['agent.mobile']);
      await on().passesPreVerification(returned, 3);
      await on().passesReVerification(returned, 3);
      await application.awaits('APPROVED', '复核通过');
    });
  });
}
