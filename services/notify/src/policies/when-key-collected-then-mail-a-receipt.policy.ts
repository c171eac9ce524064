import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Collected = Published<'issuance.KeyCollected.v1'>;

export const whenKeyCollectedThenMailAReceipt: Policy<Collected, NoticeCommand> = {
  name: 'when-key-collected-then-mail-a-receipt',
  from: 'issuance.events',
  on: ['issuance.KeyCollected.v1'],
  react: (fact) => {
    const { caseId, tokenSerial, certificates, collector, collectedAt } = fact.data;
    const parameters = { tokenSerial, certificates, collector, collectedAt };
    return [queueNotice(fact, { caseId }, { purpose: 'key-collected', parameters })];
  },
};
