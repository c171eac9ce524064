import type { CancelOrder, OpenOrder } from '../key-order.commands';
import { isOpen, type KeyOrderState } from '../key-order.state';
import { orderEnded, type Answer } from './answer';

/** One order for a case, ever; none for a case that was withdrawn before. */
export function openOrder({ now, ...order }: OpenOrder['data'], state: KeyOrderState): Answer {
  return state.status === 'unknown' ? [{ type: 'OrderOpened', data: { ...order, openedAt: now } }] : [];
}

/** A withdrawal wins until the key is in the hand of the enterprise, whatever has become of it by then. */
export function cancelOrder({ ground, now }: CancelOrder['data'], state: KeyOrderState): Answer {
  if (state.status === 'unknown') return [{ type: 'WithdrawalRecorded', data: { ground, recordedAt: now } }];
  if (!isOpen(state)) return [];
  return [orderEnded(state, { ground, remark: null, by: null }, now)];
}
