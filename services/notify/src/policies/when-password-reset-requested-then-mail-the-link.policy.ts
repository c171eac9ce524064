import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Requested = Published<'intake.PasswordResetRequested.v1'>;

export const whenPasswordResetRequestedThenMailTheLink: Policy<Requested, NoticeCommand> = {
  name: 'when-password-reset-requested-then-mail-the-link',
  from: 'intake.events',
  on: ['intake.PasswordResetRequested.v1'],
  react: (fact) => {
    const { accountId, requestId, mailTo, requestedAt, expiresAt } = fact.data;
    const recipient = { accountId, address: { mailTo, statedAt: requestedAt } };
    return [queueNotice(fact, recipient, { purpose: 'password-reset', parameters: { expiresAt } }, requestId)];
  },
};
