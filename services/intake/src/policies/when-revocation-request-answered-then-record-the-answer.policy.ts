import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** Who has asked to have a key revoked sees in the case what became of it. */
export const whenRevocationRequestAnsweredThenRecordTheAnswer: Policy<
  Published<'issuance.RevocationRequestAnswered.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-revocation-request-answered-then-record-the-answer',
  from: 'issuance.events',
  on: ['issuance.RevocationRequestAnswered.v1'],
  react: ({ data: { caseId, requestId, outcome, answeredAt: now } }) => [
    { id: caseId, command: { type: 'RecordRevocationAnswer', data: { requestId, outcome, now } } },
  ],
};
