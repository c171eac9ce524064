import type { Policy } from '@ekey/kernel';
import type { LossHeard, LossTakenBack } from '../key-in-hand/key-in-hand.events';
import type { LiftReportedLoss, SuspendLostKey } from '../revocation/revocation.commands';
import { keyIdOf } from '../revocation/revocation.events';

/**
 * At once, without anybody of ours: whoever holds the key may always have it suspended. What an officer has suspended is never
 * lifted so. One policy for both ways, so that they arrive in their order.
 */
export const whenLossHeardOrTakenBackThenHoldOrFreeKey: Policy<
  LossHeard | LossTakenBack,
  SuspendLostKey | LiftReportedLoss
> = {
  name: 'when-loss-heard-or-taken-back-then-hold-or-free-key',
  from: 'own',
  on: ['LossHeard', 'LossTakenBack'],
  react: ({ type, data: { key }, meta }) => {
    if (key === null) return [];
    const id = keyIdOf(key);
    const now = meta.recordedAt;
    return type === 'LossHeard'
      ? [{ id, command: { type: 'SuspendLostKey', data: { key, now } } }]
      : [{ id, command: { type: 'LiftReportedLoss', data: { now } } }];
  },
};
