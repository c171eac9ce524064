import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** The order ended without a key handed over, and the case with it. */
export const whenOrderEndedThenTerminateApplication: Policy<
  Published<'issuance.OrderEnded.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-order-ended-then-terminate-application',
  from: 'issuance.events',
  on: ['issuance.OrderEnded.v1'],
  react: ({ data }) => [
    { id: data.caseId, command: { type: 'RecordOrderEnded', data: { ground: data.ground, now: data.endedAt } } },
  ],
};
