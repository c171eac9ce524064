import type { Policy, Recorded, Target } from '@ekey/kernel';
import type { RecordParcelLoss, RecordReceipt, RecordShipment, UnpackKey } from '../key-order/key-order.commands';
import type { ParcelEvent } from '../parcel/parcel.events';

type Command = RecordShipment | RecordReceipt | RecordParcelLoss | UnpackKey;

/** One command for each case in the parcel. One policy for all of them: an order must hear of the shipment before the receipt. */
export const whenParcelMovesThenTellItsOrders: Policy<ParcelEvent, Command> = {
  name: 'when-parcel-moves-then-tell-its-orders',
  from: 'own',
  on: ['ParcelShipped', 'ParcelReceived', 'ParcelLost', 'ParcelDamaged', 'ItemLeftOut'],
  react: (fact) => targets(fact),
};

function targets({ type, data, meta }: Recorded<ParcelEvent>): readonly Target<Command>[] {
  const now = meta.recordedAt;
  const { parcelId } = data;
  switch (type) {
    case 'ItemLeftOut':
      return [{ id: data.caseId, command: { type: 'UnpackKey', data: { parcelId, claimId: data.claimId, now } } }];
    case 'ParcelShipped': {
      const { manifest, carrier, trackingNumber } = data;
      return manifest.map(({ caseId, tokenSerial }) => ({
        id: caseId,
        command: { type: 'RecordShipment', data: { tokenSerial, parcelId, carrier, trackingNumber, now } },
      }));
    }
    case 'ParcelReceived':
      return data.received.map(({ caseId, tokenSerial }) => ({
        id: caseId,
        command: { type: 'RecordReceipt', data: { tokenSerial, parcelId, now } },
      }));
    case 'ParcelLost':
    case 'ParcelDamaged': {
      const ground = type === 'ParcelLost' ? 'lost' : data.ground;
      return data.items.map(({ caseId, tokenSerial }) => ({
        id: caseId,
        command: { type: 'RecordParcelLoss', data: { tokenSerial, parcelId, ground, now } },
      }));
    }
  }
}
