import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Lost = Published<'issuance.ParcelLost.v1' | 'issuance.RemakeOrdered.v1'>;

/** A lost parcel and the order to make the key again speak of the same attempt: whichever comes first is mailed. */
export const whenKeyMustBeMadeAgainThenMailOfTheDelay: Policy<Lost, NoticeCommand> = {
  name: 'when-key-must-be-made-again-then-mail-of-the-delay',
  from: 'issuance.events',
  on: ['issuance.ParcelLost.v1', 'issuance.RemakeOrdered.v1'],
  react: (fact) => {
    const { caseId, attempt } = fact.data;
    return [queueNotice(fact, { caseId }, { purpose: 'key-delayed', parameters: { attempt } }, `${caseId}/${attempt}`)];
  },
};
