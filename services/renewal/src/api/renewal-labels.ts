import { lacks } from '@ekey/case-papers';
import { RENEWAL_SLOTS } from '../renewal/renewal-slots';
import type { RenewalState } from '../renewal/renewal.state';

export type BegunRenewal = Exclude<RenewalState, { readonly status: 'none' }>;

export type RenewalStatus =
  | 'DRAFT'
  | 'FORM_SUBMITTED'
  | 'READY'
  | 'REVIEW'
  | 'REJECTED'
  | 'APPROVED'
  | 'UPDATING'
  | 'UPDATE_FAILED'
  | 'DONE'
  | 'WITHDRAWN'
  | 'EXPIRED'
  | 'CONVERTED'
  | 'KEY_REVOKED';

/** 审核通过 is the procedure's own; the others are ours. */
export const renewalLabels: Readonly<Record<RenewalStatus, { readonly zh: string; readonly en: string }>> = {
  DRAFT: { zh: '填写中', en: 'Being filled in' },
  FORM_SUBMITTED: { zh: '待上传', en: 'Form submitted, documents awaited' },
  READY: { zh: '材料齐全, 待确认提交', en: 'Complete, to be confirmed' },
  REVIEW: { zh: '待审核', en: 'Awaiting review' },
  REJECTED: { zh: '审核未通过', en: 'Rejected' },
  APPROVED: { zh: '审核通过', en: 'Approved: update the key on line' },
  UPDATING: { zh: '更新中', en: 'Being updated' },
  UPDATE_FAILED: { zh: '更新失败, 可重试', en: 'The update was interrupted: try again' },
  DONE: { zh: '更新完成', en: 'Renewed' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  EXPIRED: { zh: '已过期, 请办理重新申领/补办', en: 'Expired: apply for a replacement' },
  CONVERTED: { zh: '介质失效, 请办理补办', en: 'The token is dead: apply for a replacement' },
  KEY_REVOKED: { zh: '钥匙已注销, 更新终止', en: 'The key was revoked, and its renewal with it' },
};

const ends = {
  withdrawn: 'WITHDRAWN',
  expired: 'EXPIRED',
  converted: 'CONVERTED',
  'key-revoked': 'KEY_REVOKED',
} as const;

export function statusOf(state: BegunRenewal): RenewalStatus {
  switch (state.status) {
    case 'under-review':
      return 'REVIEW';
    case 'approved':
      if (state.update === null) return 'APPROVED';
      return state.update.interrupted ? 'UPDATE_FAILED' : 'UPDATING';
    case 'renewed':
      return 'DONE';
    case 'ended':
      return ends[state.how];
    case 'open':
      return openStatus(state.file);
  }
}

/** What came back stays 审核未通过 until all of it was put right. */
function openStatus({ formOpen, formRejected, documents, round }: BegunRenewal['file']): RenewalStatus {
  const isComplete = !formOpen && !formRejected && lacks(documents, RENEWAL_SLOTS).length === 0;
  if (isComplete) return 'READY';
  if (round > 0) return 'REJECTED';
  return formOpen ? 'DRAFT' : 'FORM_SUBMITTED';
}
