import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type RemakeOrdered = Published<'issuance.RemakeOrdered.v1'>;

/** A parcel that is lost brings the order to make its keys again, so this fact alone tells of every delay, and once. */
export const whenRemakeOrderedThenMailOfTheDelay: Policy<RemakeOrdered, NoticeCommand> = {
  name: 'when-remake-ordered-then-mail-of-the-delay',
  from: 'issuance.events',
  on: ['issuance.RemakeOrdered.v1'],
  react: (fact) => {
    const { caseId, attempt } = fact.data;
    return [queueNotice(fact, { caseId }, { purpose: 'key-delayed', parameters: { attempt } }, `${caseId}/${attempt}`)];
  },
};
