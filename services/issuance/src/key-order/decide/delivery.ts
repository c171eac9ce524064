import { isRejection, reject } from '@ekey/kernel';
import type { PackKey, RecordParcelLoss, RecordReceipt, RecordShipment, UnpackKey } from '../key-order.commands';
import { hasKey, type KeyOrderState, type WithKey, type WithKeyStatus } from '../key-order.state';
import { caseOf, deliveryOf, notNow, remake, type Answer } from './answer';

/** The claim of a parcel, before it leaves. The same parcel may claim again; its newest claim is the one that counts. */
export function packKey(command: PackKey['data'], state: KeyOrderState): Answer {
  const answer = packed(command, state);
  if (!isRejection(answer)) return answer;
  // A parcel has many keys: which of them it is that may not go with it.
  return { ...answer, detail: { ...answer.detail, tokenSerial: command.tokenSerial } };
}

function packed(
  { tokenSerial, parcelId, claimId, trackingNumber, now, ...to }: PackKey['data'],
  state: KeyOrderState,
): Answer {
  if (!hasKey(state) || state.status !== 'made') return notNow('NotToShip', state);
  const { making, about, attempt } = state;
  if (making.tokenSerial !== tokenSerial) return reject('TokenOfAnotherCase');
  if (about.agencyId !== to.agencyId || about.pickupPointId !== to.pickupPointId) {
    return reject('WrongDestination', { agencyId: about.agencyId, pickupPointId: about.pickupPointId });
  }
  if (making.packing !== null && making.packing.parcelId !== parcelId) return reject('InAnotherParcel');
  if (making.packing?.claimId === claimId) return [];
  if (making.pinLetter?.trackingNumber === trackingNumber) return reject('PinLetterInSameParcel');
  const key = { caseId: about.caseId, attempt, tokenSerial };
  return [{ type: 'KeyPacked', data: { ...key, parcelId, claimId, trackingNumber, packedAt: now } }];
}

export function unpackKey({ parcelId, claimId, now }: UnpackKey['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.status !== 'made') return [];
  const { packing, tokenSerial } = state.making;
  if (packing?.parcelId !== parcelId || packing.claimId !== claimId) return [];
  const key = { caseId: state.about.caseId, attempt: state.attempt, tokenSerial };
  return [{ type: 'KeyUnpacked', data: { ...key, parcelId, unpackedAt: now } }];
}

export function recordShipment(command: RecordShipment['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.status !== 'made' || !isInParcel(command, state)) return [];
  const { parcelId, carrier, trackingNumber, now } = command;
  return [{ type: 'KeyShipped', data: { ...deliveryOf(state), parcelId, carrier, trackingNumber, shippedAt: now } }];
}

export function recordReceipt(command: RecordReceipt['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.status !== 'shipped' || !isInParcel(command, state)) return [];
  return [{ type: 'KeyReceived', data: { ...deliveryOf(state), parcelId: command.parcelId, receivedAt: command.now } }];
}

const onTheWayOrThere: readonly WithKeyStatus[] = ['shipped', 'received', 'ready', 'reviewed', 'final-failed'];

/** Lost, damaged or in the wrong place: a new key without a new review, and the applicant is told. */
export function recordParcelLoss(command: RecordParcelLoss['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || !onTheWayOrThere.includes(state.status) || !isInParcel(command, state)) return [];
  const { parcelId, ground, now } = command;
  return [
    { type: 'KeyLost', data: { ...caseOf(state.about), attempt: state.attempt, parcelId, ground, reportedAt: now } },
    remake(state, ground, now),
  ];
}

const isInParcel = (item: { tokenSerial: string; parcelId: string }, { making }: WithKey): boolean =>
  making.tokenSerial === item.tokenSerial && making.packing?.parcelId === item.parcelId;
