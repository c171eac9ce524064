/** Where a case stands. The labels of 核验 and 复核 are the procedure's own; the others are ours. */
export const statusLabels = {
  DRAFT: { zh: '填写中', en: 'Being filled in' },
  FORM_SUBMITTED: { zh: '表单已提交, 待上传材料', en: 'Form submitted, documents to be uploaded' },
  UPLOADING: { zh: '材料上传中', en: 'Documents being uploaded' },
  READY: { zh: '材料齐全, 待确认提交', en: 'Complete, submission to be confirmed' },
  PRECHECK: { zh: '待核验', en: 'Awaiting pre-verification' },
  PRECHECK_REJECTED: { zh: '核验未通过', en: 'Pre-verification not passed' },
  RECHECK: { zh: '核验通过', en: 'Pre-verification passed' },
  RECHECK_REJECTED: { zh: '复核未通过', en: 'Re-verification not passed' },
  APPROVED: { zh: '复核通过', en: 'Re-verification passed' },
  PRODUCING: { zh: '电子钥匙制作中', en: 'Key being made' },
  PRODUCED: { zh: '制作完成, 待寄出', en: 'Made, to be sent' },
  SHIPPED: { zh: '已寄往发证机构', en: 'Sent to the issuing authority' },
  ARRIVED: { zh: '发证机构已签收', en: 'Received by the issuing authority' },
  READY_FOR_PICKUP: { zh: '待领取 (请携带全部纸质材料)', en: 'To be collected (bring all papers)' },
  FINAL_FAILED: { zh: '现场终审未通过', en: 'Final review on site not passed' },
  HANDED_OVER: { zh: '已领取', en: 'Collected' },
  DONE: { zh: '已办结 (账户已激活)', en: 'Completed (account activated)' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  EXPIRED: { zh: '已失效', en: 'Expired' },
  REFUSED: { zh: '不予办理', en: 'Refused' },
  TERMINATED: { zh: '已终止', en: 'Terminated' },
} as const;

export type StatusCode = keyof typeof statusLabels;

/** Whose move it is. */
export const TURNS = ['applicant', 'issuing-authority', 'provider', 'carrier', 'nobody'] as const;
export type Turn = (typeof TURNS)[number];

export const turnOf: Readonly<Record<StatusCode, Turn>> = {
  DRAFT: 'applicant',
  FORM_SUBMITTED: 'applicant',
  UPLOADING: 'applicant',
  READY: 'applicant',
  PRECHECK: 'issuing-authority',
  PRECHECK_REJECTED: 'applicant',
  RECHECK: 'provider',
  RECHECK_REJECTED: 'applicant',
  APPROVED: 'provider',
  PRODUCING: 'provider',
  PRODUCED: 'provider',
  SHIPPED: 'carrier',
  ARRIVED: 'issuing-authority',
  READY_FOR_PICKUP: 'applicant',
  FINAL_FAILED: 'applicant',
  HANDED_OVER: 'applicant',
  DONE: 'nobody',
  WITHDRAWN: 'nobody',
  EXPIRED: 'nobody',
  REFUSED: 'nobody',
  TERMINATED: 'nobody',
};
