import type { Decision } from '@ekey/kernel';
import type { RevocationEvent } from './revocation.events';

export type RevocationRejection =
  | 'KeyNotInUse'
  | 'AlreadyRevoked'
  | 'NotSuspended'
  | 'ReinstatementAlreadyProposed'
  | 'ReinstatementNotProposed'
  | 'RevocationUnderWay'
  | 'RevocationNotRequested'
  | 'RevocationAlreadyVerified'
  | 'RevocationNotVerified'
  | 'SecondPersonNeeded';

export type Answer = Decision<RevocationEvent, RevocationRejection>;
/** What a rule asks is never refused. */
export type Facts = readonly RevocationEvent[];
