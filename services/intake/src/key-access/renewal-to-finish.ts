import { later } from '@ekey/kernel';
import type { KeyAccessState } from './key-access.state';

const DAY_MS = 86_400_000;

/** When a key is asked to let its holder in. */
export interface AfterTheEnd {
  /** Of its signing certificate. */
  readonly notAfter: string;
  readonly now: string;
  /** For so many days a renewal that was submitted before the end may be finished. */
  readonly graceDays: number;
}

/** For which renewal alone a key whose certificate has run out lets its holder in; `null`: for none. */
export function renewalToFinish(state: KeyAccessState, { notAfter, now, graceDays }: AfterTheEnd): string | null {
  if (now > later(notAfter, graceDays * DAY_MS)) return null;
  return state.renewals.at(-1) ?? null;
}
