import { Inject, Injectable } from '@nestjs/common';
import { later } from '@ekey/kernel';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleKeyOrder } from '../key-order/key-order.handler';
import { HandleParcel } from '../parcel/parcel.handler';
import { orderList } from '../views/order-list.view';
import { tokenStock } from '../views/token-stock.view';

const LONG_ENOUGH_MS = 10 * 60_000;

/**
 * Gives up claims whose use never came: a token claimed for a production, a key packed for a parcel. That the claim is given up is
 * recorded where it would be used, which refuses it from then on; only then is the scarce thing free again.
 */
@Injectable()
export class ClaimsClock implements ClockDoor {
  readonly name = 'claims';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    const before = later(now, -LONG_ENOUGH_MS);
    await this.forgoTokens(before, now);
    await this.leaveOutItems(before, now);
  }

  /** Also tokens that are in use are asked about: their orders know. */
  private async forgoTokens(before: string, now: string): Promise<void> {
    const where = { assignedSince: { from: '', to: before } };
    const claimed = everyAnswer(this.views, tokenStock, { where });
    await caseByCase(
      claimed,
      ({ caseId }) => caseId,
      async ({ serial, caseId, claimId }) => {
        if (caseId === null || claimId === null) return;
        const command = { type: 'ForgoToken', data: { tokenSerial: serial, claimId, now } } as const;
        await this.commands.try(HandleKeyOrder, caseId, command, clockEnvelope(this.name, now, `token/${claimId}`));
      },
    );
  }

  private async leaveOutItems(before: string, now: string): Promise<void> {
    const where = { packedAt: { from: '', to: before } };
    const packed = everyAnswer(this.views, orderList, { where });
    await caseByCase(
      packed,
      ({ caseId }) => caseId,
      async ({ caseId, packing }) => {
        if (packing === null) return;
        const { parcelId, claimId } = packing;
        const command = { type: 'LeaveOutItem', data: { parcelId, caseId, claimId, now } } as const;
        const envelope = clockEnvelope(this.name, now, `item/${claimId}/${caseId}`);
        await this.commands.try(HandleParcel, parcelId, command, envelope);
      },
    );
  }
}
