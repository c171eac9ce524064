import type { Policy, Recorded, Target } from '@ekey/kernel';
import type { KeyRenewed, LossHeard, LossTakenBack } from '../key-in-hand/key-in-hand.events';
import type { LiftReportedLoss, SucceedKey, SuspendLostKey } from '../revocation/revocation.commands';
import { keyIdOf } from '../revocation/revocation.events';

type Told = LossHeard | LossTakenBack | KeyRenewed;
type Command = SuspendLostKey | LiftReportedLoss | SucceedKey;

/**
 * At once, without anybody of ours: whoever holds the key may always have it suspended. What an officer has suspended is never
 * lifted so. One policy for both ways, and for a renewal between them, so that they arrive in their order.
 */
export const whenLossHeardOrTakenBackThenHoldOrFreeKey: Policy<Told, Command> = {
  name: 'when-loss-heard-or-taken-back-then-hold-or-free-key',
  from: 'own',
  on: ['LossHeard', 'LossTakenBack', 'KeyRenewed'],
  react: (fact) => targets(fact),
};

function targets({ type, data, meta }: Recorded<Told>): readonly Target<Command>[] {
  const now = meta.recordedAt;
  if (type === 'KeyRenewed') {
    const { before, key: successor } = data;
    return [{ id: keyIdOf(before), command: { type: 'SucceedKey', data: { successor, now } } }];
  }
  const { key } = data;
  if (key === null) return [];
  const id = keyIdOf(key);
  return type === 'LossHeard'
    ? [{ id, command: { type: 'SuspendLostKey', data: { key, reportedAt: data.reportedAt, now } } }]
    : [{ id, command: { type: 'LiftReportedLoss', data: { now } } }];
}
