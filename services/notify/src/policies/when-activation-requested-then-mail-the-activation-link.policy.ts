import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Requested = Published<'intake.ActivationRequested.v1'>;

/** When the activation is due is intake's setting; here every request, the first and any further one, gets its mail. */
export const whenActivationRequestedThenMailTheActivationLink: Policy<Requested, NoticeCommand> = {
  name: 'when-activation-requested-then-mail-the-activation-link',
  from: 'intake.events',
  on: ['intake.ActivationRequested.v1'],
  react: (fact) => {
    const { caseId, requestId, nameCn, again, mailTo, mailStatedAt, renewalId, requestedAt, expiresAt } = fact.data;
    const address = { mailTo, statedAt: mailStatedAt ?? requestedAt };
    const recipient = { caseId, ...(renewalId !== undefined && { renewalId }), address };
    const parameters = { nameCn, again, expiresAt };
    return [queueNotice(fact, recipient, { purpose: 'activation', parameters }, requestId)];
  },
};
