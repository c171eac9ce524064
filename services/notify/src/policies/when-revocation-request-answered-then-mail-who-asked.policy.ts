import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

/** That a key was revoked is told of every key, whoever has asked. */
export const whenRevocationRequestAnsweredThenMailWhoAsked: Policy<
  Published<'issuance.RevocationRequestAnswered.v1'>,
  NoticeCommand
> = {
  name: 'when-revocation-request-answered-then-mail-who-asked',
  from: 'issuance.events',
  on: ['issuance.RevocationRequestAnswered.v1'],
  react: (fact) => {
    const { caseId, tokenSerial, outcome, answeredAt } = fact.data;
    if (outcome === 'revoked') return [];
    const parameters = { tokenSerial, outcome, answeredAt };
    return [queueNotice(fact, { caseId }, { purpose: 'revocation-not-done', parameters })];
  },
};
