import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import type { ReceiptStage } from '../notice/notice.events';
import { queueNotice } from '../notice/queue-notice';

type DueDateSet = Published<'review.DueDateSet.v1'>;

/**
 * The applicant is told number and due date in one mail. The fact that sets the date is therefore waited for, rather
 * than the submission itself; a date stated anew for the same round is shown on line and not mailed again.
 */
export const whenDueDateSetThenConfirmTheSubmission: Policy<DueDateSet, NoticeCommand> = {
  name: 'when-due-date-set-then-confirm-the-submission',
  from: 'review.events',
  on: ['review.DueDateSet.v1'],
  react: (fact) => {
    const { caseId, stage, round = 1, dueOn, provisional } = fact.data;
    if (!isReceipt(stage)) return [];
    const parameters = { stage, round, dueOn, provisional };
    return [queueNotice(fact, { caseId }, { purpose: 'submission-received', parameters }, `${caseId}/${round}`)];
  },
};

const isReceipt = (stage: DueDateSet['data']['stage']): stage is ReceiptStage =>
  stage === 'pre-verification' || stage === 'renewal-review' || stage === 'contact-review';
