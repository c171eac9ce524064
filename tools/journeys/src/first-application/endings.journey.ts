/// <reference types="jest" />
import { refusal } from '../enterprise';
import { until } from '../http-client';
import { letPass, type Scene } from './scene';

/** Cases that end without a key, and what they leave. */
export function describeEndings(on: () => Scene): void {
  describe('a case that is withdrawn', () => {
    it('ends (已撤回) at whatever desk it lies, and gives the enterprise its right back', async () => {
      const { enterprise, application } = await on().submitted();
      const { officer } = on().house.shanghai;
      await officer.awaits('pre-verification', application.id);
      await officer.claim(application.id);
      await application.withdraws();
      await application.awaits('WITHDRAWN', '已撤回');
      await until(
        'the case has left the queue',
        () => officer.queue('pre-verification'),
        (tasks) => tasks.every(({ caseId }) => caseId !== application.id),
      );
      expect((await refusal(officer.passes('pre-verification', application.id))).body.code).toBe('NotUnderReview');

      const copied = await until(
        'the enterprise may apply again',
        () => enterprise.starts({ copyFrom: application.id }).catch(() => null),
        (begun) => begun !== null,
      );
      const { form, documents } = (await copied?.read()) ?? {};
      expect(form).toMatchObject({ open: true, version: null });
      const taken = documents?.filter(({ pages }) => pages.length > 0).map(({ slot }) => slot);
      expect(taken).toEqual(['business-licence', 'authorised-user-id']);
      await copied?.submitsForm();
      await copied?.uploadsSheets();
      expect(await copied?.confirms()).toBe(1);
    });

    it('cannot be withdrawn any more once it is approved', async () => {
      const { application } = await on().approved();
      await application.awaits('APPROVED');
      await until(
        'the approval is recorded',
        () => application.mayDo(),
        (commands) => !commands.includes('WithdrawApplication'),
      );
      expect((await refusal(application.withdraws())).body.code).toBe('AlreadyApproved');
    });
  });

  describe('a case that is refused', () => {
    it('ends (不予办理) by the manager’s word, with a ground that is told', async () => {
      const { enterprise, application } = await on().submitted();
      const { manager, officer } = on().house.shanghai;
      await officer.awaits('pre-verification', application.id);
      const refused = await refusal(officer.refuses(application.id, 1, 'not-eligible', '不属于本地企业。'));
      expect([refused.status, refused.body.code]).toEqual([403, 'Forbidden']);
      await manager.refuses(application.id, 1, 'not-eligible', '不属于本地企业。');
      const { remarks } = await application.awaits('REFUSED', '不予办理');
      expect(remarks).toMatchObject([{ stage: 'refusal', remark: '不属于本地企业。' }]);
      await on().house.mailbox.awaits(enterprise.facts.authorisedUser.email, /不予办理/);
    });
  });

  describe('a case that nobody goes on with', () => {
    it('is reminded of after 7, 20 and 27 days and lapses after 30 (已失效)', async () => {
      const { enterprise, application } = await on().prepared();
      const { email } = enterprise.facts.authorisedUser;
      await application.awaits('READY');
      const reminded = async (): Promise<number> =>
        (await on().house.mailbox.mailsTo(email)).filter(({ subject }) => /失效/.test(subject)).length;
      let day = 0;
      const reaches = (to: number): Promise<void> =>
        letPass(on().world, { days: to - day }).then(() => void (day = to));
      for (const [index, to] of [7, 20, 27].entries()) {
        await reaches(to);
        await until(`reminder ${index + 1} is mailed`, reminded, (count) => count === index + 1);
      }
      await reaches(31);
      await application.awaits('EXPIRED', '已失效');
      expect(await reminded()).toBe(3);
      expect((await refusal(application.confirms({ round: 1 }))).body.code).toBe('CaseEnded');
    });

    it('lapses as well after a rejection that nobody answers', async () => {
      const { application } = await on().submitted();
      const { officer } = on().house.shanghai;
      await officer.awaits('pre-verification', application.id);
      await officer.rejects(
        'pre-verification',
        application.id,
        [{ target: 'business-licence', code: 'G01' }],
        '模糊。',
      );
      await application.awaits('PRECHECK_REJECTED');
      await until(
        'the case is back with its applicant',
        () => application.mayDo(),
        (commands) => commands.includes('UploadPage'),
      );
      await letPass(on().world, { days: 31 });
      await application.awaits('EXPIRED', '已失效');
    });
  });
}
