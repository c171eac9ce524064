import { reject, type Decider, type Decision, type Rejection } from '@ekey/kernel';
import type {
  LeaveOutItem,
  ParcelCommand,
  ReceiveParcel,
  ReportDamage,
  ReportLoss,
  ShipParcel,
} from './parcel.commands';
import type { ParcelEvent, ParcelItem } from './parcel.events';
import { evolve, initial, isMadeAnew, type ParcelState, type TrackedItem } from './parcel.state';

export type ParcelRejection =
  'UnknownParcel' | 'AlreadyShipped' | 'ItemWasLeftOut' | 'ManifestDiffers' | 'NotInManifest' | 'NothingOnTheWay';

type Answer = Decision<ParcelEvent, ParcelRejection>;
type Shipped = Extract<ParcelState, { status: 'shipped' }>;

function decide(command: ParcelCommand, state: ParcelState): Answer {
  if (command.type === 'ShipParcel') return ship(command.data, state);
  if (command.type === 'LeaveOutItem') return leaveOut(command.data, state);
  if (state.status === 'unknown') return reject('UnknownParcel');
  switch (command.type) {
    case 'ReceiveParcel':
      return receive(command.data, state);
    case 'ReportLoss':
      return reportLoss(command.data, state);
    case 'ReportDamage':
      return reportDamage(command.data, state);
  }
}

/** One tracking number of one carrier is one parcel, and leaves once. */
function ship({ now, ...parcel }: ShipParcel['data'], state: ParcelState): Answer {
  if (state.status === 'shipped') return reject('AlreadyShipped', { parcelId: state.parcelId });
  const late = parcel.manifest.filter(({ claimId }) => state.leftOut.includes(claimId));
  if (late.length > 0) return reject('ItemWasLeftOut', { serials: serialsOf(late) });
  return [{ type: 'ParcelShipped', data: { ...parcel, shippedAt: now } }];
}

/** Recorded here first, so that a shipment which comes late with this claim is refused; then the key is unpacked. */
function leaveOut({ parcelId, caseId, claimId, now }: LeaveOutItem['data'], state: ParcelState): Answer {
  const isInside = state.status === 'shipped' && state.items.some((item) => item.caseId === caseId);
  if (isInside || state.leftOut.includes(claimId)) return [];
  return [{ type: 'ItemLeftOut', data: { parcelId, caseId, claimId, leftOutAt: now } }];
}

/** Scanned serials against what is still on its way. A difference is told first, and taken only when it is accepted. */
function receive({ serials, acceptDifferences, by, now }: ReceiveParcel['data'], state: Shipped): Answer {
  const { parcelId, agencyId, pickupPointId, items } = state;
  const expected = items.filter(({ status }) => status === 'on-the-way');
  const known = items.filter((item) => !isMadeAnew(item)).map(({ tokenSerial }) => tokenSerial);
  const received = expected.filter(({ tokenSerial }) => serials.includes(tokenSerial)).map(itemOf);
  const missing = expected.filter(({ tokenSerial }) => !serials.includes(tokenSerial)).map(itemOf);
  const unexpected = serials.filter((serial) => !known.includes(serial));
  if (expected.length === 0 && unexpected.length === 0) return [];
  if (!acceptDifferences && missing.length + unexpected.length > 0) {
    return reject('ManifestDiffers', { missing: serialsOf(missing), unexpected });
  }
  if (received.length === 0) return reject('NothingOnTheWay', { missing: serialsOf(missing), unexpected });
  const where = { parcelId, agencyId, pickupPointId };
  return [{ type: 'ParcelReceived', data: { ...where, received, missing, unexpected, by, receivedAt: now } }];
}

function reportLoss({ serials, by, now }: ReportLoss['data'], state: Shipped): Answer {
  const items = named(serials ?? serialsOf(state.items.filter(({ status }) => status === 'on-the-way')), state);
  if (!Array.isArray(items)) return items;
  if (items.length === 0) return serials === null ? reject('NothingOnTheWay') : [];
  return [{ type: 'ParcelLost', data: { parcelId: state.parcelId, items, by, reportedAt: now } }];
}

function reportDamage({ serials, ground, by, now }: ReportDamage['data'], state: Shipped): Answer {
  const items = named(serials ?? serialsOf(state.items), state);
  if (!Array.isArray(items)) return items;
  if (items.length === 0) return [];
  return [{ type: 'ParcelDamaged', data: { parcelId: state.parcelId, items, ground, by, reportedAt: now } }];
}

/** The items with these serials that are not made anew already; refused where one was never in the parcel. */
function named(serials: readonly string[], { items }: Shipped): ParcelItem[] | Rejection<ParcelRejection> {
  const strangers = serials.filter((serial) => !items.some(({ tokenSerial }) => tokenSerial === serial));
  if (strangers.length > 0) return reject('NotInManifest', { serials: strangers });
  return items.filter((item) => serials.includes(item.tokenSerial) && !isMadeAnew(item)).map(itemOf);
}

const itemOf = ({ caseId, tokenSerial }: TrackedItem): ParcelItem => ({ caseId, tokenSerial });
const serialsOf = (items: readonly ParcelItem[]): string[] => items.map(({ tokenSerial }) => tokenSerial);

/** One parcel to one pick-up point. What happens to it reaches each of its cases by a policy. */
export const parcel: Decider<ParcelCommand, ParcelState, ParcelEvent, ParcelRejection> = {
  category: 'issuance.Parcel',
  initial,
  decide,
  evolve,
};
