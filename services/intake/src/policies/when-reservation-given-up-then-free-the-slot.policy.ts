import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

/** Only after the case itself refuses the reservation may somebody else have the slot. */
export const whenReservationGivenUpThenFreeTheSlot: Policy<
  StoredKeyApplicationFact<'ReservationGivenUp'>,
  EnterpriseSlotsCommand
> = {
  name: 'when-reservation-given-up-then-free-the-slot',
  from: 'own',
  on: ['ReservationGivenUp'],
  react: ({ data, meta }) => [
    {
      id: data.uscc,
      command: {
        type: 'GiveUpReservation',
        data: { reservationId: data.reservationId, caseId: data.caseId, now: meta.recordedAt },
      },
    },
  ],
};
