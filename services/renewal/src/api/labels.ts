import type { TermStanding } from '../views/terms-ending.view';

/** Of a certificate that is worth something. */
export type ListedStanding = Extract<TermStanding, 'running' | 'suspended'>;

export const standingLabels: Record<ListedStanding, string> = {
  running: '有效',
  suspended: '挂失（冻结）',
};
