import { streamIdOf, viewPart, type View } from '@ekey/kernel';
import type { StoredEnterpriseSlotsFact } from '../enterprise-slots/enterprise-slots.events';

/** A reservation whose submission has not come yet. */
export interface OpenReservation {
  readonly uscc: string;
  readonly caseId: string;
  readonly reservationId: string;
  readonly reservedAt: string;
}

/** "Which reservations wait for their submission, and since when?" */
export const slotReservations: View<{ reservation: Omit<OpenReservation, 'uscc'> }, OpenReservation> = {
  name: 'slot-reservations',
  version: 1,
  parts: {
    reservation: viewPart<Omit<OpenReservation, 'uscc'>, StoredEnterpriseSlotsFact>({
      from: 'own',
      category: 'intake.EnterpriseSlots',
      on: ['SlotReserved', 'SlotConfirmed', 'SlotReleased', 'KeyHeld'],
      key: (fact) => streamIdOf(fact.meta.stream),
      project: (part, fact) => {
        if (fact.type === 'SlotReserved') return fact.data;
        // Facts about another case leave the reservation of this one as it is.
        return part !== null && 'caseId' in fact.data && fact.data.caseId !== part.caseId ? part : null;
      },
    }),
  },
  answer: ({ reservation }, uscc) => (reservation === undefined ? null : { uscc, ...reservation }),
  indexes: { reservedAt: ({ reservedAt }) => reservedAt },
};
