import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type OrderEnded = Published<'issuance.OrderEnded.v1'>;

/** These follow from the end of the application, of which intake has told already. */
const grounds = ['withdrawn', 'slot-released'];

export const whenOrderTerminatedThenMailTheEnd: Policy<OrderEnded, NoticeCommand> = {
  name: 'when-order-terminated-then-mail-the-end',
  from: 'issuance.events',
  on: ['issuance.OrderEnded.v1'],
  react: (fact) => {
    const { caseId, ground } = fact.data;
    return grounds.includes(ground)
      ? []
      : [queueNotice(fact, { caseId }, { purpose: 'case-ended', parameters: { ground } })];
  },
};
