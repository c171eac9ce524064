import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewQuery, type ViewStore } from '@ekey/views';
import { HandleKeyOrder } from '../key-order/key-order.handler';
import { orderList, type OrderLine } from '../views/order-list.view';

/**
 * Reminds of keys that wait at the counter, and ends what nobody came for within its term: certificates are revoked, the token is
 * called back, the enterprise may start again.
 */
@Injectable()
export class CollectionsClock implements ClockDoor {
  readonly name = 'collections';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** The view may lag: an end or a reminder that was recorded already is nothing to the decider. */
  async tick(now: string): Promise<void> {
    await this.askOf('ExpireCollection', { collectBy: { from: '', to: now } }, now, ({ attempt }) => `${attempt}`);
    await this.askOf(
      'RemindOfCollection',
      { reminderDueAt: { from: '', to: now }, collectBy: { from: now } },
      now,
      ({ attempt, reminderDueAt }) => `${attempt}/reminder/${reminderDueAt}`,
    );
  }

  private askOf(
    type: 'ExpireCollection' | 'RemindOfCollection',
    where: ViewQuery['where'] & object,
    now: string,
    keyOf: (line: OrderLine) => string,
  ): Promise<void> {
    return caseByCase(
      everyAnswer(this.views, orderList, { where }),
      ({ caseId }) => caseId,
      async (line) => {
        const { caseId, attempt } = line;
        const envelope = clockEnvelope(this.name, now, `${caseId}/${keyOf(line)}`);
        await this.commands.try(HandleKeyOrder, caseId, { type, data: { attempt, now } }, envelope);
      },
    );
  }
}
