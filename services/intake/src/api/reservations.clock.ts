import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleKeyApplication } from '../key-application/key-application.handler';
import { instantAfter } from '../time/instants';
import { slotReservations } from '../views/slot-reservations.view';

/** So long a submission may take after its slot was reserved; it normally follows within the same request. */
const PATIENCE_DAYS = 1 / 24;

/** Gives up reservations whose submission never came: first in the case, which then refuses it; the slot follows by policy. */
@Injectable()
export class ReservationsClock implements ClockDoor {
  readonly name = 'reservations';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    const reservedAt = { to: instantAfter(now, -PATIENCE_DAYS) };
    const waiting = everyAnswer(this.views, slotReservations, { where: { reservedAt }, orderBy: 'reservedAt' });
    await caseByCase(
      waiting,
      ({ caseId }) => caseId,
      ({ caseId, reservationId }) => {
        const command = { type: 'GiveUpReservation', data: { reservationId, now } } as const;
        return this.commands.try(HandleKeyApplication, caseId, command, clockEnvelope(this.name, now, reservationId));
      },
    );
  }
}
