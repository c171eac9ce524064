import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

/** The submission that the reservation was made for has come. */
export const whenSubmissionConfirmedThenConfirmSlot: Policy<
  StoredKeyApplicationFact<'SubmissionConfirmed'>,
  EnterpriseSlotsCommand
> = {
  name: 'when-submission-confirmed-then-confirm-slot',
  from: 'own',
  on: ['SubmissionConfirmed'],
  react: ({ data, meta }) => [
    {
      id: data.uscc,
      command: {
        type: 'ConfirmSlot',
        data: { reservationId: data.reservationId, caseId: data.caseId, now: meta.recordedAt },
      },
    },
  ],
};
