import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Withdrawn = Published<'intake.ApplicationWithdrawn.v1'>;

/** An applicant who withdraws knows it; one whose case the authority's manager ended is told. */
export const whenApplicationEndedByTheAuthorityThenMailTheEnd: Policy<Withdrawn, NoticeCommand> = {
  name: 'when-application-ended-by-the-authority-then-mail-the-end',
  from: 'intake.events',
  on: ['intake.ApplicationWithdrawn.v1'],
  react: (fact) => {
    const { caseId, ground } = fact.data;
    return ground === 'applicant'
      ? []
      : [queueNotice(fact, { caseId }, { purpose: 'case-ended', parameters: { ground } })];
  },
};
