import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Invited = Published<'intake.UserInvited.v1'>;

export const whenUserInvitedThenMailTheInvitation: Policy<Invited, NoticeCommand> = {
  name: 'when-user-invited-then-mail-the-invitation',
  from: 'intake.events',
  on: ['intake.UserInvited.v1'],
  react: (fact) => {
    const { accountId, requestId, invitationId, nameCn, mailTo, requestedAt, expiresAt } = fact.data;
    const recipient = { accountId, address: { mailTo, statedAt: requestedAt } };
    const parameters = { invitationId, nameCn, expiresAt };
    return [queueNotice(fact, recipient, { purpose: 'user-invitation', parameters }, requestId)];
  },
};
