import type { Policy } from '@ekey/kernel';
import type { LossHeard } from '../key-in-hand/key-in-hand.events';
import type { SuspendLostKey } from '../revocation/revocation.commands';

/** At once, without anybody of ours: whoever holds the key may always have it suspended, and never have that lifted alone. */
export const whenLossHeardThenSuspendLostKey: Policy<LossHeard, SuspendLostKey> = {
  name: 'when-loss-heard-then-suspend-lost-key',
  from: 'own',
  on: ['LossHeard'],
  react: ({ data: { key }, meta }) =>
    key === null
      ? []
      : [
          {
            id: `${key.caseId}.${key.attempt}`,
            command: { type: 'SuspendLostKey', data: { key, now: meta.recordedAt } },
          },
        ],
};
