import { reject, type Decision, type Rejection } from '@ekey/kernel';
import type { EndedKey, KeyOrderEvent, OfCase, OfDelivery, OfKey, OrderEnded } from '../key-order.events';
import type { KeyOrderRejection } from '../key-order.rejections';
import {
  hasKey,
  isOpen,
  laterOf,
  type About,
  type KeyOrderState,
  type OpenOrderState,
  type WithKey,
} from '../key-order.state';

export type Answer = Decision<KeyOrderEvent, KeyOrderRejection>;

/** What a person is told who asks something of an order that is not open. */
export const notOpen = (state: KeyOrderState): Rejection<KeyOrderRejection> =>
  state.status === 'unknown' ? reject('UnknownOrder') : reject('OrderEnded', { state: state.status });

/** Refused for where the order stands; `code` says where it would have to stand. */
export const notNow = (code: KeyOrderRejection, state: KeyOrderState): Rejection<KeyOrderRejection> =>
  isOpen(state) ? reject(code, { state: state.status }) : notOpen(state);

export const caseOf = ({ caseId, kind, uscc }: Pick<About, 'caseId' | 'kind' | 'uscc'>): OfCase => ({
  caseId,
  kind,
  uscc,
});

export const keyOf = (state: WithKey): OfKey => ({
  ...caseOf(state.about),
  attempt: state.attempt,
  tokenSerial: state.making.tokenSerial,
});

export const deliveryOf = (state: WithKey): OfDelivery => ({
  ...keyOf(state),
  agencyId: state.about.agencyId,
  pickupPointId: state.about.pickupPointId,
});

/** Everything of this attempt that must be revoked or brought back. */
function endedKeyOf({ attempt, making }: WithKey): EndedKey {
  const issuances = Object.values(making.issuances);
  const ends = issuances.flatMap(({ validity }) => (validity === null ? [] : [validity.notAfter])).sort();
  return {
    attempt,
    tokenSerial: making.tokenSerial,
    serials: issuances.map(({ serial }) => serial),
    sealId: making.seal?.sealId ?? null,
    notAfter: ends.at(-1) ?? null,
  };
}

/** The end without a key handed over. */
export function orderEnded(
  state: OpenOrderState,
  end: Pick<OrderEnded['data'], 'ground' | 'remark' | 'by'>,
  now: string,
): KeyOrderEvent {
  const ended = hasKey(state) ? endedKeyOf(state) : null;
  const notAfter = laterOf(state.earlierNotAfter, ended?.notAfter ?? null);
  return { type: 'OrderEnded', data: { ...caseOf(state.about), ...end, ended, notAfter, endedAt: now } };
}

/** The order stands again after the re-verification; what was made of the key so far ends. */
export const remake = (state: WithKey, ground: RemakeOf, now: string): KeyOrderEvent => ({
  type: 'RemakeOrdered',
  data: { ...caseOf(state.about), attempt: state.attempt + 1, ground, ended: endedKeyOf(state), orderedAt: now },
});

type RemakeOf = Extract<KeyOrderEvent, { type: 'RemakeOrdered' }>['data']['ground'];
