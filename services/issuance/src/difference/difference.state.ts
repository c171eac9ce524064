import type { Difference } from '../match/differences';
import type { DifferenceEvent } from './difference.events';

/** What was found and is not settled. */
export interface DifferenceState {
  readonly open: readonly Difference[];
}

export const initial: DifferenceState = { open: [] };

export const isSame = (one: Difference, other: Difference): boolean =>
  one.code === other.code && one.found === other.found;

export function evolve({ open }: DifferenceState, { type, data }: DifferenceEvent): DifferenceState {
  const { code, found } = data;
  const others = open.filter((each) => !isSame(each, data));
  switch (type) {
    case 'DifferenceFound':
      return { open: [...others, { code, found }] };
    case 'DifferenceSettled':
      return { open: others };
    default: {
      const unknown: never = type;
      void unknown;
      return { open };
    }
  }
}
