import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleKeyOrder } from '../key-order/key-order.handler';
import { orderList } from '../views/order-list.view';

/** Ends what nobody came for within its term: certificates are revoked, the token is called back, the enterprise may start again. */
@Injectable()
export class CollectionsClock implements ClockDoor {
  readonly name = 'collections';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    const where = { collectBy: { from: '', to: now } };
    await caseByCase(
      everyAnswer(this.views, orderList, { where }),
      ({ caseId }) => caseId,
      async ({ caseId, attempt }) => {
        const command = { type: 'ExpireCollection', data: { attempt, now } } as const;
        await this.commands.try(HandleKeyOrder, caseId, command, clockEnvelope(this.name, now, `${caseId}/${attempt}`));
      },
    );
  }
}
