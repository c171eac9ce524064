import { answerOf } from '@ekey/kernel/testing';
import type { ParcelEvent } from '../parcel/parcel.events';
import { recordedHistory } from '../testing/recorded-history';
import { parcels } from './parcels.view';

const to = { agencyId: 'agency-44', pickupPointId: 'point-1', parcelId: 'parcel-1' };
const one = { caseId: 'case-1', tokenSerial: 'EK1' };
const two = { caseId: 'case-2', tokenSerial: 'EK2' };
const shipped: ParcelEvent = {
  type: 'ParcelShipped',
  data: {
    ...{ ...to, carrier: 'SF', trackingNumber: 'SF1', by: 'spl-1', shippedAt: 'then' },
    manifest: [one, two].map((item) => ({ ...item, claimId: 'claim-1' })),
  },
};
const received = (
  items: readonly (typeof one)[],
  missing: readonly (typeof one)[],
  unexpected: readonly string[],
): ParcelEvent => ({
  type: 'ParcelReceived',
  data: { ...to, received: items, missing, unexpected, by: 'agc-1', receivedAt: 'later' },
});
const lost: ParcelEvent = {
  type: 'ParcelLost',
  data: { parcelId: 'parcel-1', items: [two], by: 'spl-1', reportedAt: 'then' },
};
const shown = (...facts: readonly ParcelEvent[]) =>
  answerOf(parcels, 'parcel-1', recordedHistory('issuance.Parcel-parcel-1', facts));

describe('a parcel', () => {
  it('is on its way with what its manifest says', () =>
    expect(shown(shipped)).toMatchObject({
      ...{ parcelId: 'parcel-1', status: 'on-the-way', trackingNumber: 'SF1', receivedAt: null },
      items: [
        { ...one, status: 'on-the-way' },
        { ...two, status: 'on-the-way' },
      ],
    }));
  it('stays on its way while one of its keys is', () =>
    expect(shown(shipped, received([one], [two], ['EK9']))).toMatchObject({
      ...{ status: 'on-the-way', unexpected: ['EK9'], receivedAt: 'later' },
      items: [{ status: 'received' }, { status: 'on-the-way' }],
    }));
  it('is received when all that is not lost is there', () => {
    expect(shown(shipped, received([one, two], [], []))).toMatchObject({ status: 'received' });
    expect(shown(shipped, received([one], [two], []), lost)).toMatchObject({ status: 'received' });
  });
  const reported = (ground: 'damaged' | 'wrong-parcel', ...items: readonly (typeof one)[]): ParcelEvent => ({
    type: 'ParcelDamaged',
    data: { parcelId: 'parcel-1', items, ground, by: 'agc-1', reportedAt: 'then' },
  });
  it('is lost with all of its keys', () => {
    const all = { ...lost, data: { ...lost.data, items: [one, two] } } as ParcelEvent;
    expect(shown(shipped, all)).toMatchObject({ status: 'lost', items: [{ status: 'lost' }, { status: 'lost' }] });
  });
  it('tells what was damaged, and what came to the wrong place, from what was lost', () => {
    expect(shown(shipped, received([one, two], [], []), reported('damaged', one))).toMatchObject({
      ...{ status: 'received', items: [{ status: 'damaged' }, { status: 'received' }] },
    });
    expect(shown(shipped, lost, reported('damaged', one))).toMatchObject({
      ...{ status: 'damaged', items: [{ status: 'damaged' }, { status: 'lost' }] },
    });
    expect(shown(shipped, reported('wrong-parcel', one, two))).toMatchObject({ status: 'wrong-parcel' });
  });
  it('that never left is none', () => {
    const leftOut: ParcelEvent = {
      type: 'ItemLeftOut',
      data: { parcelId: 'parcel-1', caseId: 'case-1', claimId: 'claim-1', leftOutAt: 'then' },
    };
    expect(shown(leftOut)).toBeNull();
  });
});
