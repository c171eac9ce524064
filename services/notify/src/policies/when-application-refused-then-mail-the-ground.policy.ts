import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Refused = Published<'review.ApplicationRefused.v1'>;

export const whenApplicationRefusedThenMailTheGround: Policy<Refused, NoticeCommand> = {
  name: 'when-application-refused-then-mail-the-ground',
  from: 'review.events',
  on: ['review.ApplicationRefused.v1'],
  react: (fact) => {
    const { caseId, ground, remark } = fact.data;
    return [queueNotice(fact, { caseId }, { purpose: 'application-refused', parameters: { ground, remark } })];
  },
};
