import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import type { NoticeContent } from '../notice/notice.events';
import { queueNotice } from '../notice/queue-notice';

type Told = Published<'issuance.UnlockRequestTaken.v1' | 'issuance.UnlockRequestAnswered.v1'>;

/**
 * What an enterprise has asked for with a password alone it is told of at the address of the case, and how to object. That a
 * key was unlocked is told of every key, whoever has asked.
 */
export const whenUnlockRequestTakenOrAnsweredThenMailWhoAsked: Policy<Told, NoticeCommand> = {
  name: 'when-unlock-request-taken-or-answered-then-mail-who-asked',
  from: 'issuance.events',
  on: ['issuance.UnlockRequestTaken.v1', 'issuance.UnlockRequestAnswered.v1'],
  react: (fact) => {
    const content = contentOf(fact);
    return content === null ? [] : [queueNotice(fact, { caseId: fact.data.caseId }, content)];
  },
};

function contentOf({ type, data }: Told): NoticeContent | null {
  const { tokenSerial } = data;
  if (type === 'issuance.UnlockRequestTaken.v1')
    return { purpose: 'unlock-requested', parameters: { tokenSerial, takenAt: data.takenAt } };
  const { outcome, answeredAt } = data;
  return outcome === 'unlocked'
    ? null
    : { purpose: 'unlock-not-done', parameters: { tokenSerial, outcome, answeredAt } };
}
