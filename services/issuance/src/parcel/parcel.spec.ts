import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import type { ParcelCommand } from './parcel.commands';
import { parcel } from './parcel.decider';
import type { ParcelEvent } from './parcel.events';

const { given } = scenarios(parcel);
const now = '2026-03-03T08:00:00.000Z';
const to = { agencyId: 'agency-44', pickupPointId: 'point-4403' };
const one = { caseId: 'case-1', tokenSerial: 'EK1' };
const two = { caseId: 'case-2', tokenSerial: 'EK2' };
const manifest = [
  { ...one, claimId: 'claim-1' },
  { ...two, claimId: 'claim-2' },
];
const sending = { ...to, parcelId: 'parcel-1', manifest, carrier: 'SF', trackingNumber: 'SF1', by: 'spl-1' };
const shipped: ParcelEvent = { type: 'ParcelShipped', data: { ...sending, shippedAt: now } };
const received = (
  items: readonly (typeof one)[],
  missing: readonly (typeof one)[] = [],
  unexpected: readonly string[] = [],
) =>
  ({
    type: 'ParcelReceived',
    data: { ...to, parcelId: 'parcel-1', received: items, missing, unexpected, by: 'agc-1', receivedAt: now },
  }) satisfies ParcelEvent;
const lost = (...items: readonly (typeof one)[]): ParcelEvent => ({
  type: 'ParcelLost',
  data: { parcelId: 'parcel-1', items, by: 'spl-1', reportedAt: now },
});
const ship: ParcelCommand = { type: 'ShipParcel', data: { ...sending, now } };
const leaveOut: ParcelCommand = {
  type: 'LeaveOutItem',
  data: { parcelId: 'parcel-1', caseId: 'case-2', claimId: 'claim-2', now },
};
const receive = (serials: readonly string[], acceptDifferences = false): ParcelCommand => ({
  type: 'ReceiveParcel',
  data: { serials, acceptDifferences, by: 'agc-1', now },
});
const lose = (serials: readonly string[] | null): ParcelCommand => ({
  type: 'ReportLoss',
  data: { serials, by: 'spl-1', now },
});
const damage = (serials: readonly string[] | null, ground: 'damaged' | 'wrong-parcel' = 'damaged'): ParcelCommand => ({
  type: 'ReportDamage',
  data: { serials, ground, by: 'agc-1', now },
});

describe('a parcel', () => {
  it('leaves with its manifest, once', () => {
    given().when(ship).then(shipped);
    given(shipped).when(ship).thenRejected('AlreadyShipped', { parcelId: 'parcel-1' });
  });
  it('that never left is unknown', () => {
    for (const command of [receive(['EK1']), lose(null), damage(null)])
      given().when(command).thenRejected('UnknownParcel');
  });
});

describe('a key that was claimed for the parcel and is not in it', () => {
  const leftOut: ParcelEvent = {
    type: 'ItemLeftOut',
    data: { parcelId: 'parcel-1', caseId: 'case-2', claimId: 'claim-2', leftOutAt: now },
  };

  it('is given up here first, and a shipment that comes late with it refused', () => {
    given().when(leaveOut).then(leftOut);
    given(leftOut).when(leaveOut).thenNothing();
    given(leftOut)
      .when(ship)
      .thenRejected('ItemWasLeftOut', { serials: ['EK2'] });
  });
  it('may be claimed anew', () =>
    given(leftOut)
      .when({ type: 'ShipParcel', data: { ...sending, manifest: [{ ...two, claimId: 'claim-2b' }], now } })
      .thenTypes('ParcelShipped'));
  it('is given up too where the parcel left without it, but not where it is inside', () => {
    const alone: ParcelEvent = {
      type: 'ParcelShipped',
      data: { ...sending, manifest: manifest.slice(0, 1), shippedAt: now },
    };
    given(alone).when(leaveOut).then(leftOut);
    given(shipped).when(leaveOut).thenNothing();
  });
});

describe('receiving a parcel', () => {
  it('takes what equals the manifest', () =>
    given(shipped)
      .when(receive(['EK2', 'EK1']))
      .then(received([one, two])));
  it('tells a difference and changes nothing', () => {
    given(shipped)
      .when(receive(['EK1']))
      .thenRejected('ManifestDiffers', { missing: ['EK2'], unexpected: [] });
    given(shipped)
      .when(receive(['EK1', 'EK2', 'EK9']))
      .thenRejected('ManifestDiffers', { missing: [], unexpected: ['EK9'] });
  });
  it('takes what is there when the difference is accepted', () => {
    given(shipped)
      .when(receive(['EK1', 'EK9'], true))
      .then(received([one], [two], ['EK9']));
    given(shipped)
      .when(receive(['EK9'], true))
      .thenRejected('NothingOnTheWay', { missing: ['EK1', 'EK2'], unexpected: ['EK9'] });
  });
  it('takes the rest when it comes later', () =>
    given(shipped, received([one], [two]))
      .when(receive(['EK2']))
      .then(received([two])));
  it('is done once', () => {
    given(shipped, received([one, two]))
      .when(receive(['EK1', 'EK2']))
      .thenNothing();
    given(shipped, received([one], [two]))
      .when(receive(['EK1', 'EK2']))
      .then(received([two]));
  });
  it('does not take a key that was reported lost: it has been made anew', () =>
    given(shipped, lost(two))
      .when(receive(['EK1', 'EK2']))
      .thenRejected('ManifestDiffers', { missing: [], unexpected: ['EK2'] }));
});

describe('reporting a loss', () => {
  it('concerns all that is still on its way, or what is named', () => {
    given(shipped).when(lose(null)).then(lost(one, two));
    given(shipped, received([one], [two]))
      .when(lose(null))
      .then(lost(two));
    given(shipped, received([one], [two]))
      .when(lose(['EK1']))
      .then(lost(one));
  });
  it('is told once', () => {
    given(shipped, lost(one, two))
      .when(lose(['EK1']))
      .thenNothing();
    given(shipped, lost(one, two)).when(lose(null)).thenRejected('NothingOnTheWay');
  });
  it('is refused for a token that was never in it', () =>
    given(shipped)
      .when(lose(['EK1', 'EK9']))
      .thenRejected('NotInManifest', { serials: ['EK9'] }));
});

describe('reporting damage', () => {
  const damaged = (ground: 'damaged' | 'wrong-parcel', ...items: readonly (typeof one)[]): ParcelEvent => ({
    type: 'ParcelDamaged',
    data: { parcelId: 'parcel-1', items, ground, by: 'agc-1', reportedAt: now },
  });

  it('concerns what is named, or everything in it, received or not', () => {
    given(shipped)
      .when(damage(['EK2']))
      .then(damaged('damaged', two));
    given(shipped, received([one], [two]))
      .when(damage(null, 'wrong-parcel'))
      .then(damaged('wrong-parcel', one, two));
  });
  it('is told once', () => {
    given(shipped, damaged('damaged', one))
      .when(damage(['EK1']))
      .thenNothing();
    given(shipped, damaged('damaged', one)).when(damage(null)).then(damaged('damaged', two));
  });
  it('is refused for a token that was never in it', () =>
    given(shipped)
      .when(damage(['EK9']))
      .thenRejected('NotInManifest', { serials: ['EK9'] }));
});

it('passes over a fact that it does not know, and one that came before its beginning', () => {
  const later = { type: 'ParcelPolished', data: {} } as unknown as ParcelEvent;
  expect(fold(parcel, [shipped, later])).toEqual(fold(parcel, [shipped]));
  expect(fold(parcel, [lost(one)])).toEqual(parcel.initial);
});
