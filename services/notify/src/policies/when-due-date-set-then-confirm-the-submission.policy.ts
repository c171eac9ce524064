import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { isReceiptStage } from '../notice/notice.events';
import { queueNotice } from '../notice/queue-notice';

type DueDateSet = Published<'review.DueDateSet.v1'>;

/**
 * The applicant is told number and due date in one mail. The fact that sets the date is therefore waited for, rather
 * than the submission itself. Which date holds is looked up when the mail is sent; one that is stated anew later is shown on line and not
 * mailed again.
 */
export const whenDueDateSetThenConfirmTheSubmission: Policy<DueDateSet, NoticeCommand> = {
  name: 'when-due-date-set-then-confirm-the-submission',
  from: 'review.events',
  on: ['review.DueDateSet.v1'],
  react: (fact) => {
    const { caseId, stage, round = 1, dueOn, provisional } = fact.data;
    if (!isReceiptStage(stage)) return [];
    const parameters = { stage, round, dueOn, provisional };
    return [queueNotice(fact, { caseId }, { purpose: 'submission-received', parameters }, `${caseId}/${round}`)];
  },
};
