import type { FinalCause, Letter, StatedAddress, TemporaryCause } from './notice.events';

/** Which attempt is spoken of: a report of one that is over changes nothing. */
interface OfAttempt {
  readonly sending: number;
  readonly attempt: number;
  readonly now: string;
}

export type NoticeCommand =
  | { readonly type: 'QueueNotice'; readonly data: { readonly letter: Letter; readonly now: string } }
  | { readonly type: 'RecordDelivery'; readonly data: OfAttempt & { readonly messageId: string } }
  | {
      readonly type: 'RecordFailure';
      readonly data: OfAttempt & {
        readonly cause: TemporaryCause | Exclude<FinalCause, 'too-many-attempts'>;
        /** Of the address that was tried, where one was known. */
        readonly addressAsOf?: string;
      };
    }
  | { readonly type: 'RetryNotice'; readonly data: OfAttempt }
  | { readonly type: 'RedeliverNotice'; readonly data: { readonly now: string } }
  | { readonly type: 'CorrectAddress'; readonly data: { readonly address: StatedAddress; readonly now: string } };
