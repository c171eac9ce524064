import type { CancelOrder, OpenOrder } from '../key-order.commands';
import { hasKey, isOpen, type KeyOrderState } from '../key-order.state';
import { caseOf, endedKeyOf, type Answer } from './answer';

/** One order for a case, ever; none for a case that was withdrawn before. */
export function openOrder({ now, ...order }: OpenOrder['data'], state: KeyOrderState): Answer {
  return state.status === 'unknown' ? [{ type: 'OrderOpened', data: { ...order, openedAt: now } }] : [];
}

/** A withdrawal wins until the key is in the hand of the enterprise, whatever has become of it by then. */
export function cancelOrder({ ground, now }: CancelOrder['data'], state: KeyOrderState): Answer {
  if (state.status === 'unknown') return [{ type: 'WithdrawalRecorded', data: { ground, recordedAt: now } }];
  if (!isOpen(state)) return [];
  const ended = hasKey(state) ? endedKeyOf(state) : null;
  return [
    { type: 'OrderEnded', data: { ...caseOf(state.about), ground, remark: null, by: null, ended, endedAt: now } },
  ];
}
