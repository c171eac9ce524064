import type { StepLabel } from '@ekey/case-papers/desk';
import type { ContactChange } from '../contact-changes/contact-changes.state';
import type { Turn } from '../views/status-codes';

type Status = ContactChange['status'];

/** The labels of a review by the provider alone, and the ends. */
export const contactChangeLabels: Readonly<Record<Status, StepLabel>> = {
  'under-review': { label: '待审核', labelEn: 'Awaiting review' },
  returned: { label: '审核未通过', labelEn: 'Review not passed' },
  done: { label: '审核通过', labelEn: 'Review passed' },
  withdrawn: { label: '已撤回', labelEn: 'Withdrawn' },
  expired: { label: '已失效', labelEn: 'Expired' },
};

/** Whose move it is. */
export const contactChangeTurns: Readonly<Record<Status, Turn>> = {
  'under-review': 'provider',
  returned: 'applicant',
  done: 'nobody',
  withdrawn: 'nobody',
  expired: 'nobody',
};

/** Each step of a change in the words of the procedure. */
const STEPS: Readonly<Record<string, StepLabel>> = {
  ContactChangeSubmitted: { label: '已提交', labelEn: 'Submitted' },
  ContactChangeWithdrawn: contactChangeLabels.withdrawn,
  ContactChangeReminded: { label: '已提醒即将失效', labelEn: 'Reminded that it will expire' },
  ContactChangeExpired: contactChangeLabels.expired,
  ContactDataChanged: { label: '联系信息已更新', labelEn: 'Contact data changed' },
  DueDateSet: { label: '办理期限已确定', labelEn: 'Due date set' },
  DeadlineBreached: { label: '已超过办理期限', labelEn: 'Due date missed' },
  ApplicationReVerified: contactChangeLabels.done,
  ApplicationRejected: contactChangeLabels.returned,
};

export const contactStepLabels = (code: string): StepLabel => STEPS[code] ?? { label: code, labelEn: code };
