import type { AsStored, Policy, Recorded, Target } from '@ekey/kernel';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';
import type { AskForReturn, EndOldKey } from '../replacement/replacement.commands';

type Moved = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'OrderOpened' | 'KeyCollected' }>;

/**
 * 补办: the old key ends first. 变更: it stays good until the new one is handed over for it. Of an order that was never opened,
 * since its case was withdrawn, no key ends.
 */
export const whenOrderOpenedOrKeyCollectedThenEndOldKey: Policy<Moved, AskForReturn | EndOldKey> = {
  name: 'when-order-opened-or-key-collected-then-end-old-key',
  from: 'own',
  on: ['OrderOpened', 'KeyCollected'],
  react: (fact) => targets(fact),
};

function targets({ type, data: { caseId, kind }, meta }: Recorded<Moved>): readonly Target<AskForReturn | EndOldKey>[] {
  const told = { caseId, now: meta.recordedAt };
  const isOpened = type === 'OrderOpened';
  if (kind === 'change' && isOpened) return [{ id: caseId, command: { type: 'AskForReturn', data: told } }];
  const ends = kind === 'replacement' ? isOpened : kind === 'change';
  return ends ? [{ id: caseId, command: { type: 'EndOldKey', data: told } }] : [];
}
