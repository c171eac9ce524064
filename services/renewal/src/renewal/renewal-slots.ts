import type { Slot } from '@ekey/case-papers';

/** The four documents of a renewal, in the order of the procedure. */
export const RENEWAL_SLOTS = [
  'application-form',
  'seal-confirmation',
  'business-licence',
  'user-agreement',
] as const satisfies readonly Slot[];
