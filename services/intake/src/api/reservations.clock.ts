import { Inject, Injectable } from '@nestjs/common';
import { clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import type { ViewQuery, ViewStore } from '@ekey/views';
import { HandleKeyApplication } from '../key-application/key-application.handler';
import { instantAfter } from '../time/instants';
import { slotReservations } from '../views/slot-reservations.view';
import { unlessBroken } from './unless-broken';

/** So long a submission may take after its slot was reserved; it normally follows within the same request. */
const PATIENCE_DAYS = 1 / 24;
const BATCH = 100;

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
    let after: string | undefined;
    do {
      const query: ViewQuery = {
        where: { reservedAt },
        orderBy: 'reservedAt',
        limit: BATCH,
        ...(after === undefined ? {} : { after }),
      };
      const page = await this.views.find(slotReservations, query);
      for (const { caseId, reservationId } of page.items) {
        const command = { type: 'GiveUpReservation', data: { reservationId, now } } as const;
        const envelope = clockEnvelope(this.name, now, reservationId);
        await unlessBroken(caseId, () => this.commands.try(HandleKeyApplication, caseId, command, envelope));
      }
      after = page.next;
    } while (after !== undefined);
  }
}
