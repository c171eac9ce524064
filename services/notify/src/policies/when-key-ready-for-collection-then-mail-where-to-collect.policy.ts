import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Ready = Published<'issuance.KeyReadyForCollection.v1'>;

/** The pick-up point goes into the mail as it is when the mail is sent: an office may have moved since the application. */
export const whenKeyReadyForCollectionThenMailWhereToCollect: Policy<Ready, NoticeCommand> = {
  name: 'when-key-ready-for-collection-then-mail-where-to-collect',
  from: 'issuance.events',
  on: ['issuance.KeyReadyForCollection.v1'],
  react: (fact) => {
    const { caseId, agencyId, pickupPointId, papers, toReturn, collectBy } = fact.data;
    const parameters = { agencyId, pickupPointId, papers, collectBy, ...(toReturn && { toReturn }) };
    return [queueNotice(fact, { caseId }, { purpose: 'key-ready', parameters })];
  },
};
