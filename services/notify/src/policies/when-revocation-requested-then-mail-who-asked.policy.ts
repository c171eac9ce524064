import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

/** What an enterprise asks for with a password alone it is told of at the address of the case, and how to object. */
export const whenRevocationRequestedThenMailWhoAsked: Policy<
  Published<'intake.KeyRevocationRequested.v1'>,
  NoticeCommand
> = {
  name: 'when-revocation-requested-then-mail-who-asked',
  from: 'intake.events',
  on: ['intake.KeyRevocationRequested.v1'],
  react: (fact) => {
    const { caseId, tokenSerial, ground, requestedAt } = fact.data;
    return [
      queueNotice(
        fact,
        { caseId },
        { purpose: 'revocation-requested', parameters: { tokenSerial, ground, requestedAt } },
      ),
    ];
  },
};
