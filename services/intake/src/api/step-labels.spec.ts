import { revocationOutcome, unlockOutcome } from '@ekey/contracts';
import { ISSUANCE, REVIEW } from '../views/application-status/others.parts';
import { MILESTONES } from '../views/application-status/own.part';
import { stepLabels } from './step-labels';

describe('the steps of a timeline', () => {
  it.each([...MILESTONES, ...[...REVIEW, ...ISSUANCE].map((type) => type.split('.')[1] ?? '')])(
    '%s has words of its own',
    (code) => {
      const { label, labelEn } = stepLabels(code, {});
      expect(label).toMatch(/\p{Script=Han}/u);
      expect(labelEn).not.toBe(code);
    },
  );
  it('tells what became of a request to unlock the key, and what to do about it', () => {
    const said = unlockOutcome.options.map((outcome) => stepLabels('KeyUnlockAnswered', { outcome }).label);
    expect(new Set(said).size).toBe(unlockOutcome.options.length);
    expect(stepLabels('KeyUnlockAnswered', { outcome: 'admin-pin-locked' }).label).toContain('请办理补办');
  });
  it('tells what became of a request to revoke the key', () => {
    const said = revocationOutcome.options.map((outcome) => stepLabels('KeyRevocationAnswered', { outcome }).label);
    expect(new Set(said).size).toBe(revocationOutcome.options.length);
  });
  it('tells the two rejections apart', () => {
    expect(stepLabels('ApplicationRejected', { stage: 'pre-verification' }).label).toBe('核验未通过');
    expect(stepLabels('ApplicationRejected', { stage: 're-verification' }).label).toBe('复核未通过');
  });
});
