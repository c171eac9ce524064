import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { memoryViews } from '@ekey/views/testing';
import { caseId, historyTo, parcel } from '../testing/example-order';
import { recordedHistory } from '../testing/recorded-history';
import { recordingCommands } from '../testing/recording-commands';
import { orderList } from '../views/order-list.view';
import { tokenStock } from '../views/token-stock.view';
import { ClaimsClock } from './claims.clock';

const claimedAt = '2026-03-02T02:00:00.000Z';
const claimed = (serial: string, index: number): Recorded =>
  recorded(
    { type: 'TokenAssigned', data: { caseId, attempt: 1, claimId: `claim-of-${serial}`, assignedAt: claimedAt } },
    { stream: `issuance.Token-${serial}`, revision: 1, position: 10 + index, recordedAt: claimedAt },
  );

async function tick(now: string, tokens: readonly string[], order: readonly Recorded[] = []) {
  const views = memoryViews();
  await views.open([tokenStock, orderList]);
  await views.apply(tokenStock, tokens.map(claimed));
  await views.apply(orderList, order);
  const { sent, commands } = recordingCommands();
  await new ClaimsClock(commands, views).tick(now);
  return sent;
}

describe('a token that was claimed', () => {
  it('is left alone for ten minutes', async () => expect(await tick('2026-03-02T02:09:59.000Z', ['EK1'])).toEqual([]));
  it('is then asked about in its order, which knows whether it is used', async () =>
    expect(await tick('2026-03-02T02:11:00.000Z', ['EK1'])).toMatchObject([
      {
        to: `HandleKeyOrder ${caseId}`,
        command: { type: 'ForgoToken', data: { tokenSerial: 'EK1', claimId: 'claim-of-EK1' } },
      },
    ]));
  it('is asked about however many there are, each by one command for ever', async () => {
    const serials = Array.from({ length: 450 }, (_none, index) => `EK${index}`);
    const [first, again] = [
      await tick('2026-03-02T03:00:00.000Z', serials),
      await tick('2026-03-02T04:00:00.000Z', serials),
    ];
    expect(new Set(first.map(({ commandId }) => commandId)).size).toBe(450);
    expect(new Set([...first, ...again].map(({ commandId }) => commandId)).size).toBe(450);
  });
});

describe('a key that was packed', () => {
  const packed = recordedHistory(`issuance.KeyOrder-${caseId}`, historyTo('packed'));
  it('is asked about in its parcel, which knows whether it left with it', async () => {
    expect(await tick('2026-03-02T02:09:00.000Z', [], packed)).toEqual([]);
    expect(await tick('2026-03-02T02:30:00.000Z', [], packed)).toMatchObject([
      {
        to: `HandleParcel ${parcel.parcelId}`,
        command: { type: 'LeaveOutItem', data: { parcelId: parcel.parcelId, caseId, claimId: parcel.claimId } },
      },
    ]);
  });
  it('is not asked about once it was shipped', async () => {
    const shipped = recordedHistory(`issuance.KeyOrder-${caseId}`, historyTo('shipped'));
    expect(await tick('2026-03-02T02:30:00.000Z', [], shipped)).toEqual([]);
  });
});
