import { fold } from '@ekey/kernel';
import { renewal } from '../renewal/renewal.decider';
import type { RenewalEvent } from '../renewal/renewal.events';
import { approved, confirmed, ended, formSubmitted, interrupted, papers, proved, returned, session, started, toUpdate, uploaded } from '../testing/renewal.examples'; // prettier-ignore
import { renewalLabels, statusOf, type BegunRenewal } from './renewal-labels';

const corrected = uploaded('seal-confirmation', 2, 2, true);

describe('the label of a renewal', () => {
  it.each<[label: string, facts: readonly RenewalEvent[]]>([
    ['填写中', [started]],
    ['待上传', [started, formSubmitted]],
    ['材料齐全, 待确认提交', papers],
    ['待审核', [...papers, confirmed]],
    ['审核未通过', [...papers, confirmed, returned]],
    ['材料齐全, 待确认提交', [...papers, confirmed, returned, corrected]],
    ['审核通过', [...papers, confirmed, approved]],
    ['更新中', [...toUpdate, session()]],
    ['更新失败, 可重试', [...toUpdate, session(), interrupted()]],
    ['更新中', [...toUpdate, session(), interrupted(), session('session-2')]],
    ['更新完成', [...toUpdate, session(), proved]],
    ['已撤回', [started, ended('withdrawn', 0)]],
    ['已过期, 请办理重新申领/补办', [...toUpdate, ended('expired')]],
    ['介质失效, 请办理补办', [...toUpdate, session(), interrupted(), ended('converted')]],
    ['钥匙已注销, 更新终止', [...papers, confirmed, ended('key-revoked')]],
  ])('is %s', (label, facts) => expect(renewalLabels[statusOf(fold(renewal, facts) as BegunRenewal)].zh).toBe(label));
});
