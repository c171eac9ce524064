import type { Fact } from '@ekey/kernel';
import type { Difference } from '../match/differences';

/** Found by a comparison, and told once until something else is found. */
export type DifferenceFound = Fact<
  'DifferenceFound',
  Difference & { readonly subject: string; readonly foundAt: string }
>;
/** A later comparison no longer finds it. */
export type DifferenceSettled = Fact<
  'DifferenceSettled',
  Difference & { readonly subject: string; readonly settledAt: string }
>;

export type DifferenceEvent = DifferenceFound | DifferenceSettled;
