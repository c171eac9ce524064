import { ALL_SLOTS, SLOTS, type Slot } from '@ekey/case-papers';
import type { ReplacementGround } from './key-application.events';

/** The documents that a case is asked for: the six, and where a lost key is replaced the 遗失说明. */
export const askedDocuments = (of: { readonly ground: ReplacementGround } | null): readonly Slot[] =>
  of?.ground === 'lost' ? ALL_SLOTS : SLOTS;
