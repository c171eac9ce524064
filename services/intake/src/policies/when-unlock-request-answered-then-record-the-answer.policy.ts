import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** Who has asked to have a key unlocked sees in the case what became of it, and may ask again. */
export const whenUnlockRequestAnsweredThenRecordTheAnswer: Policy<
  Published<'issuance.UnlockRequestAnswered.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-unlock-request-answered-then-record-the-answer',
  from: 'issuance.events',
  on: ['issuance.UnlockRequestAnswered.v1'],
  react: ({ data: { caseId, requestId, outcome, answeredAt: now } }) => [
    { id: caseId, command: { type: 'RecordUnlockAnswer', data: { requestId, outcome, now } } },
  ],
};
