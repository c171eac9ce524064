import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Failed = Published<'issuance.FinalReviewFailed.v1'>;

export const whenFinalReviewFailedThenMailWhatIsMissing: Policy<Failed, NoticeCommand> = {
  name: 'when-final-review-failed-then-mail-what-is-missing',
  from: 'issuance.events',
  on: ['issuance.FinalReviewFailed.v1'],
  react: (fact) => {
    const { caseId, reasons, correctable, remark } = fact.data;
    const parameters = { reasons, correctable, remark };
    return [queueNotice(fact, { caseId }, { purpose: 'final-review-failed', parameters })];
  },
};
