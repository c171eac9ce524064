import type { Command } from '@ekey/kernel';

export type LoginNameCommand = Command<
  'ClaimLoginName',
  {
    readonly accountId: string;
    /** A claimant that was found to have no account; `null`: none was. */
    readonly brokenOff: string | null;
    readonly now: string;
  }
>;
