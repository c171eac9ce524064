import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Rejected = Published<'review.ApplicationRejected.v1'>;

export const whenApplicationRejectedThenMailEveryReason: Policy<Rejected, NoticeCommand> = {
  name: 'when-application-rejected-then-mail-every-reason',
  from: 'review.events',
  on: ['review.ApplicationRejected.v1'],
  react: (fact) => {
    const { caseId, stage, reasons, remark } = fact.data;
    return [queueNotice(fact, { caseId }, { purpose: 'application-rejected', parameters: { stage, reasons, remark } })];
  },
};
