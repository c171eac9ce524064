/** Where a case stands in the eyes of review, with the label that the procedure prescribes. */
export const statusLabels = {
  'pre-verification': { zh: '待核验', en: 'awaiting pre-verification' },
  'pre-verification-rejected': { zh: '核验未通过', en: 'pre-verification not passed' },
  're-verification': { zh: '核验通过', en: 'pre-verification passed, awaiting re-verification' },
  're-verification-rejected': { zh: '复核未通过', en: 're-verification not passed' },
  approved: { zh: '复核通过', en: 're-verification passed' },
  renewal: { zh: '待审核', en: 'awaiting review' },
  'renewal-rejected': { zh: '审核未通过', en: 'review not passed' },
  'renewal-approved': { zh: '审核通过', en: 'review passed' },
  contact: { zh: '待审核', en: 'awaiting review' },
  'contact-rejected': { zh: '审核未通过', en: 'review not passed' },
  'contact-approved': { zh: '审核通过', en: 'review passed' },
  refused: { zh: '不予办理', en: 'refused' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  expired: { zh: '已失效', en: 'expired' },
} as const;

export type CaseStatus = keyof typeof statusLabels;
