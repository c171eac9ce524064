import type { Slot } from '@ekey/case-papers';

/** The four documents of a renewal, in the order of the procedure (dossier §1.2). */
export const RENEWAL_SLOTS = [
  'application-form',
  'seal-confirmation',
  'business-licence',
  'user-agreement',
] as const satisfies readonly Slot[];
