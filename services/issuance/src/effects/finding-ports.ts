import type { Clock } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';

/** What an effect needs to find a key in the hand of its enterprise. */
export interface FindingPorts {
  /** What is in this token now. @throws where it is not known yet; it was handed over, so it will be */
  readonly keyIn: (tokenSerial: string) => Promise<HeldKey>;
  readonly clock: Clock;
}
