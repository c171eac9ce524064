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
export const slotReservations: View<{ reservation: OpenReservation }, OpenReservation> = {
  name: 'slot-reservations',
  version: 2,
  parts: {
    reservation: viewPart<OpenReservation, StoredEnterpriseSlotsFact>({
      from: 'own',
      category: 'intake.EnterpriseSlots',
      on: ['SlotReserved', 'KeySlotReserved', 'AdditionalSlotReserved', 'SlotConfirmed', 'SlotReleased', 'KeyHeld'],
      key: ({ data }) => ('caseId' in data ? data.caseId : null),
      project: (_part, { type, data, meta }) => {
        if (type !== 'SlotReserved' && type !== 'KeySlotReserved' && type !== 'AdditionalSlotReserved') return null;
        const { caseId, reservationId, reservedAt } = data;
        return { uscc: streamIdOf(meta.stream), caseId, reservationId, reservedAt };
      },
    }),
  },
  answer: ({ reservation }) => reservation ?? null,
  indexes: { reservedAt: ({ reservedAt }) => reservedAt },
};
