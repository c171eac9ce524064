import { MILESTONES } from '../views/renewals/own.part';
import { REVIEW } from '../views/renewals/review.part';
import { stepLabels } from './step-labels';

describe('the steps of a renewal', () => {
  it.each([...MILESTONES, ...REVIEW.map((type) => type.split('.')[1] ?? '')])('%s has words of its own', (code) => {
    const { label, labelEn } = stepLabels(code, { ground: 'expired' });
    expect(label).toMatch(/\p{Script=Han}/u);
    expect(labelEn).not.toBe(code);
  });
  it('tells the ends of a renewal apart', () => {
    const grounds = ['withdrawn', 'expired', 'converted', 'key-revoked'];
    const ends = grounds.map((ground) => stepLabels('RenewalEnded', { ground }).label);
    expect(ends).toEqual(['已撤回', '已过期, 请办理重新申领/补办', '介质失效, 请办理补办', '钥匙已注销, 更新终止']);
  });
});
