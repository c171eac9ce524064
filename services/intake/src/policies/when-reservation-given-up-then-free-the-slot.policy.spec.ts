import { applicationIs, caseId, now, uscc } from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { whenReservationGivenUpThenFreeTheSlot } from './when-reservation-given-up-then-free-the-slot.policy';

const meta = { id: 'fact-1', recordedAt: now };

describe('when reservation given up then free the slot', () => {
  it('frees the slot by the reservation that was given up', () =>
    expect(
      whenReservationGivenUpThenFreeTheSlot.react(
        ofCase(
          { type: 'ReservationGivenUp', data: { ...applicationIs, reservationId: 'r1', givenUpAt: now } },
          caseId,
          meta,
        ),
      ),
    ).toEqual([{ id: uscc, command: { type: 'GiveUpReservation', data: { reservationId: 'r1', caseId, now } } }]));
});
