import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Reminded = Published<'issuance.CollectionReminded.v1'>;

/** Each reminder is a mail of its own; the pick-up point goes into it as it is when the mail is sent. */
export const whenCollectionRemindedThenMailWhereToCollect: Policy<Reminded, NoticeCommand> = {
  name: 'when-collection-reminded-then-mail-where-to-collect',
  from: 'issuance.events',
  on: ['issuance.CollectionReminded.v1'],
  react: (fact) => {
    const { caseId, agencyId, pickupPointId, papers, toReturn, daysAfter, collectBy } = fact.data;
    const parameters = { agencyId, pickupPointId, papers, daysAfter, collectBy, ...(toReturn && { toReturn }) };
    return [queueNotice(fact, { caseId }, { purpose: 'collection-reminder', parameters })];
  },
};
