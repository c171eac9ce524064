import type { ServiceRecords } from '@ekey/floor';
import type { Clock, KeyOwner } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import type { AccessLog } from '@ekey/platform';

/** Where persons' data are, on whatever floor. */
export interface ErasurePlace {
  readonly clock: Clock;
  readonly personalData: PersonalData;
  readonly accessLog: AccessLog;
  readonly logs: readonly ServiceRecords[];
  /** Takes away what was kept opened: mails that were written, streams that were folded. */
  forget(owner: KeyOwner): Promise<void>;
  /** Ends every session of an account. */
  logOut(accountId: string): Promise<void>;
}
