import { recorded } from '@ekey/kernel/testing';
import type { ParcelEvent } from '../parcel/parcel.events';
import { whenParcelMovesThenTellItsOrders as policy } from './when-parcel-moves-then-tell-its-orders.policy';

const now = '2026-03-02T01:00:00.000Z';
const to = { agencyId: 'agency-44', pickupPointId: 'point-1', parcelId: 'parcel-1' };
const items = [
  { caseId: 'case-1', tokenSerial: 'EK1' },
  { caseId: 'case-2', tokenSerial: 'EK2' },
];
const told = (fact: ParcelEvent) => policy.react(recorded(fact, { stream: 'issuance.Parcel-parcel-1' }));

describe('every order in a parcel is told', () => {
  it('that it was shipped', () => {
    const manifest = items.map((item) => ({ ...item, claimId: 'claim-1' }));
    const sending = { ...to, manifest, carrier: 'SF', trackingNumber: 'SF1', by: 'spl-1', shippedAt: 'then' };
    expect(told({ type: 'ParcelShipped', data: sending })).toEqual(
      items.map(({ caseId, tokenSerial }) => ({
        id: caseId,
        command: {
          type: 'RecordShipment',
          data: { tokenSerial, parcelId: 'parcel-1', carrier: 'SF', trackingNumber: 'SF1', now },
        },
      })),
    );
  });
  it('that it was received, if it was among what was scanned', () => {
    const [first, second] = items as [(typeof items)[0], (typeof items)[0]];
    const data = { ...to, received: [first], missing: [second], unexpected: ['EK9'], by: 'agc-1', receivedAt: 'then' };
    expect(told({ type: 'ParcelReceived', data })).toEqual([
      { id: 'case-1', command: { type: 'RecordReceipt', data: { tokenSerial: 'EK1', parcelId: 'parcel-1', now } } },
    ]);
  });
  it.each([
    ['ParcelLost', 'lost'],
    ['ParcelDamaged', 'damaged'],
    ['ParcelDamaged', 'wrong-parcel'],
  ] as const)('that its key is gone: %s, %s', (type, ground) => {
    const data = { parcelId: 'parcel-1', items, ground, by: 'agc-1', reportedAt: 'then' };
    expect(told({ type, data } as ParcelEvent)).toEqual(
      items.map(({ caseId, tokenSerial }) => ({
        id: caseId,
        command: { type: 'RecordParcelLoss', data: { tokenSerial, parcelId: 'parcel-1', ground, now } },
      })),
    );
  });
  it('that it was left out, if it was', () => {
    const data = { parcelId: 'parcel-1', caseId: 'case-2', claimId: 'claim-1', leftOutAt: 'then' };
    expect(told({ type: 'ItemLeftOut', data })).toEqual([
      { id: 'case-2', command: { type: 'UnpackKey', data: { parcelId: 'parcel-1', claimId: 'claim-1', now } } },
    ]);
  });
});
