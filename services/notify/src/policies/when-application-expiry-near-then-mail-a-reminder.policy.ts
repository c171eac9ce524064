import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type ExpiryNear = Published<'intake.ApplicationExpiryNear.v1'>;

export const whenApplicationExpiryNearThenMailAReminder: Policy<ExpiryNear, NoticeCommand> = {
  name: 'when-application-expiry-near-then-mail-a-reminder',
  from: 'intake.events',
  on: ['intake.ApplicationExpiryNear.v1'],
  react: (fact) => {
    const { caseId, kind, mailTo, idleDays, expiresOn } = fact.data;
    const recipient = { caseId, address: { mailTo, statedAt: fact.meta.recordedAt } };
    return [queueNotice(fact, recipient, { purpose: 'expiry-near', parameters: { idleDays, expiresOn, kind } })];
  },
};
