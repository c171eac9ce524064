import type { Decider } from '@ekey/kernel';
import type { DifferenceCommand } from './difference.commands';
import type { DifferenceEvent } from './difference.events';
import { evolve, initial, isSame, type DifferenceState } from './difference.state';

/** Only a clock asks; it is never refused. */
function decide({ data }: DifferenceCommand, { open }: DifferenceState): readonly DifferenceEvent[] {
  const { subject, found, now } = data;
  const settled = open.filter((each) => !found.some((other) => isSame(each, other)));
  const fresh = found.filter((each) => !open.some((other) => isSame(each, other)));
  return [
    ...settled.map((each): DifferenceEvent => ({
      type: 'DifferenceSettled',
      data: { subject, ...each, settledAt: now },
    })),
    ...fresh.map((each): DifferenceEvent => ({ type: 'DifferenceFound', data: { subject, ...each, foundAt: now } })),
  ];
}

/** How one token, certificate or order differs from the two others that should agree with it, from comparison to comparison. */
export const difference: Decider<DifferenceCommand, DifferenceState, DifferenceEvent, never> = {
  category: 'issuance.Difference',
  initial,
  decide,
  evolve,
};
