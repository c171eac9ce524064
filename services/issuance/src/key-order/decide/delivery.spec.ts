import { scenarios } from '@ekey/kernel/testing';
import {
  ask,
  historyTo,
  now,
  ofCase,
  parcel,
  place,
  places,
  seal,
  serialOf,
  tokenOf,
  validity,
} from '../../testing/example-order';
import type { PackKey } from '../key-order.commands';
import { keyOrder } from '../key-order.decider';

const { given } = scenarios(keyOrder);
const { parcelId, trackingNumber } = parcel;
const tokenSerial = tokenOf(1);
const key = { caseId: ofCase.caseId, attempt: 1, tokenSerial };
const delivery = { ...ofCase, attempt: 1, tokenSerial: tokenOf(1), ...place, parcelId };
const packed = { type: 'KeyPacked', data: { ...key, ...parcel, packedAt: now } } as const;

describe('packing a key', () => {
  const pack = (change: Partial<PackKey['data']>): PackKey => {
    const { data } = ask.pack() as PackKey;
    return { type: 'PackKey', data: { ...data, ...change } };
  };

  it('claims it for one parcel', () =>
    given(...historyTo('made'))
      .when(ask.pack())
      .then(packed));
  it('may be claimed again by the same parcel, whose newest claim then counts', () => {
    given(...historyTo('made'), packed)
      .when(ask.pack())
      .thenNothing();
    given(...historyTo('made'), packed)
      .when(pack({ claimId: 'packing-2' }))
      .then({ type: 'KeyPacked', data: { ...packed.data, claimId: 'packing-2' } });
  });
  it('is refused to a second parcel', () =>
    given(...historyTo('made'), packed)
      .when(pack({ parcelId: 'parcel-2' }))
      .thenRejected('InAnotherParcel', { tokenSerial }));
  it('is refused before it is made, and once it is shipped', () => {
    given(...historyTo('sealed'))
      .when(ask.pack())
      .thenRejected('NotToShip', { state: 'producing', tokenSerial });
    given(...historyTo('shipped'))
      .when(ask.pack())
      .thenRejected('NotToShip', { state: 'shipped', tokenSerial });
  });
  it('is refused for another token and for another destination', () => {
    given(...historyTo('made'))
      .when(pack({ tokenSerial: 'EK9' }))
      .thenRejected('TokenOfAnotherCase', { tokenSerial: 'EK9' });
    given(...historyTo('made'))
      .when(pack({ pickupPointId: 'point-9' }))
      .thenRejected('WrongDestination', { ...place, tokenSerial });
    given(...historyTo('made'))
      .when(pack({ agencyId: 'agency-9' }))
      .thenRejected('WrongDestination', { ...place, tokenSerial });
  });
  it('is undone where the parcel never left, and only for the claim that counts', () => {
    const unpacked = { type: 'KeyUnpacked', data: { ...key, parcelId, unpackedAt: now } } as const;
    given(...historyTo('made'), packed)
      .when(ask.unpack)
      .then(unpacked);
    given(...historyTo('made'), packed, unpacked)
      .when(ask.unpack)
      .thenNothing();
    given(...historyTo('made'), packed, unpacked)
      .when(pack({ parcelId: 'parcel-2' }))
      .thenTypes('KeyPacked');
    given(...historyTo('made'), packed)
      .when({ type: 'UnpackKey', data: { parcelId, claimId: 'packing-0', now } })
      .thenNothing();
    given(...historyTo('shipped'))
      .when(ask.unpack)
      .thenNothing();
  });
});

describe('the way of the parcel', () => {
  const shipped = { type: 'KeyShipped', data: { ...delivery, carrier: 'SF', trackingNumber, shippedAt: now } } as const;
  const received = { type: 'KeyReceived', data: { ...delivery, receivedAt: now } } as const;

  it('is told of the order: shipped, then received', () => {
    given(...historyTo('packed'))
      .when(ask.ship())
      .then(shipped);
    given(...historyTo('shipped'))
      .when(ask.receive())
      .then(received);
  });
  it('is told once', () => {
    given(...historyTo('shipped'))
      .when(ask.ship())
      .thenNothing();
    given(...historyTo('received'))
      .when(ask.receive())
      .thenNothing();
  });
  it('concerns nobody whose key was taken out, failed or cancelled meanwhile', () => {
    given(...historyTo('made'))
      .when(ask.ship())
      .thenNothing();
    given(...historyTo('packed', ask.cancel))
      .when(ask.ship())
      .thenNothing();
    given(...historyTo('packed', ask.fail))
      .when(ask.ship())
      .thenNothing();
    given(...historyTo('shipped', ask.cancel))
      .when(ask.receive())
      .thenNothing();
  });
});

describe('a parcel that is lost, damaged or in the wrong place', () => {
  const grounds = ['lost', 'damaged', 'wrong-parcel'] as const;
  const onTheWay = places.slice(places.indexOf('shipped'), places.indexOf('collected'));

  it.each(onTheWay.flatMap((where) => grounds.map((ground) => [where, ground] as const)))(
    'has the key made again: %s, %s',
    (where, ground) =>
      given(...historyTo(where))
        .when(ask.lose(1, ground))
        .then(
          { type: 'KeyLost', data: { ...ofCase, attempt: 1, parcelId, ground, reportedAt: now } },
          {
            type: 'RemakeOrdered',
            data: {
              ...ofCase,
              attempt: 2,
              ground,
              ended: {
                attempt: 1,
                tokenSerial: tokenOf(1),
                serials: [serialOf('signing'), serialOf('encryption')],
                sealId: seal.sealId,
                notAfter: validity.notAfter,
              },
              orderedAt: now,
            },
          },
        ),
  );
  it('concerns nobody whose key is not in it, or is in the hand of the enterprise', () => {
    given(...historyTo('packed'))
      .when(ask.lose())
      .thenNothing();
    given(...historyTo('shipped'))
      .when(ask.lose(2))
      .thenNothing();
    given(...historyTo('collected'))
      .when(ask.lose())
      .thenNothing();
  });
  it('is told once', () =>
    given(...historyTo('shipped', ask.lose()))
      .when(ask.lose())
      .thenNothing());
});
