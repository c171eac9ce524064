import type { Fact } from '@ekey/kernel';

/** The stream's id is the keyed digest of the name, so that the name itself stands nowhere in clear. */
export type LoginNameEvent = Fact<'LoginNameClaimed', { readonly accountId: string; readonly claimedAt: string }>;
