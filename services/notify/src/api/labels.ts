import type { Purpose } from '../notice/notice.events';
import type { ShownState } from '../views/notices.view';

/** How support's screens call the mails. */
export const purposeLabels: Record<Purpose, string> = {
  'address-confirmation': '邮箱确认',
  'password-reset': '密码重设',
  'user-invitation': '用户邀请',
  activation: '账户激活',
  'submission-received': '提交回执',
  'application-rejected': '核验/复核/审核未通过',
  'application-refused': '不予办理',
  'expiry-near': '失效提醒',
  'case-ended': '申请终止',
  'key-delayed': '重新制作',
  'key-ready': '领取通知',
  'collection-reminder': '领取提醒',
  'final-review-failed': '现场终审未通过',
  'key-collected': '领取回执',
  'certificate-expiring': '证书到期提醒',
  'renewal-approved': '更新审核通过',
  'contact-change-requested': '变更联系邮箱提醒',
  'contact-changed': '联系信息变更审核通过',
  'key-suspended': '挂失通知',
  'key-reinstated': '解除挂失通知',
  'key-given-up': '原钥匙注销通知',
  'key-revoked': '注销通知',
  'key-unlocked': '解锁通知',
  'unlock-requested': '解锁申请回执',
  'unlock-not-done': '解锁申请未办成',
  'revocation-requested': '注销申请回执',
  'revocation-not-done': '注销申请未办理',
};

export const stateLabels: Record<ShownState, string> = {
  sending: '发送中',
  waiting: '等待重试',
  delivered: '已发送',
  abandoned: '发送失败，待处理',
};
