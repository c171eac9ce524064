import type { Command } from '@ekey/kernel';
import type { Difference } from '../match/differences';

/** Everything that a comparison finds of one thing; nothing where it agrees. */
export type RecordComparison = Command<
  'RecordComparison',
  { readonly subject: string; readonly found: readonly Difference[]; readonly now: string }
>;
export type DifferenceCommand = RecordComparison;
