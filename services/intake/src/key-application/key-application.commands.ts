import type { AcceptedConsent, DocumentVersion, DraftForm, PrintedCode, ScannedPage, Slot } from '@ekey/case-papers';
import type { Command, Sealed } from '@ekey/kernel';
import type {
  ActivationTerms,
  Finding,
  FormAsSubmitted,
  Named,
  RevocationGround,
  RevocationOutcome,
  Stage,
  UnlockOutcome,
  UnlockReason,
} from './key-application.events';

interface At {
  readonly now: string;
}

/** Sent by the applicant. */
export type ApplicantCommand =
  | Command<
      'StartApplication',
      At & {
        readonly caseId: string;
        readonly kind: string;
        readonly uscc: string;
        readonly accountId: string;
        readonly formNumber: string;
        readonly activation: ActivationTerms;
        readonly mailTo: string;
        readonly draft: DraftForm;
        readonly copiedFrom: string | null;
        readonly documents: readonly DocumentVersion[];
        /** Of a replacement: what it replaces. */
        readonly named: Named | null;
      }
    >
  | Command<'SaveDraft', At & { readonly draft: DraftForm }>
  | Command<
      'SubmitForm',
      At &
        FormAsSubmitted & {
          /** The draft that was checked: another may have been saved meanwhile. */
          readonly draftVersion: number;
          /** Printouts that show a field which differs from the version before. */
          readonly outdated: readonly Slot[];
        }
    >
  | Command<'ReopenForm', At>
  | Command<
      'UploadPage',
      At & {
        readonly slot: Slot;
        readonly page: number;
        readonly image: ScannedPage;
        /** What the QR code on the image says; `null` where none was read. */
        readonly code: PrintedCode | null;
      }
    >
  | Command<'RemovePage', At & { readonly slot: Slot; readonly page: number }>
  | Command<
      'ConfirmSubmission',
      At & {
        readonly round: number;
        readonly reservationId: string;
        readonly consents: readonly AcceptedConsent[];
        readonly submittedBy: string;
      }
    >
  | Command<'WithdrawApplication', At>
  | Command<'TakeBackLoss', At>
  | Command<'CorrectContact', At & { readonly mailTo: string }>
  | Command<
      'RequestActivation',
      At & {
        readonly requestId: string;
        readonly because: 're-verification' | 'registration' | 'renewal' | 'asked-again';
        /** With `renewal`. */
        readonly renewalId?: string;
      }
    >
  | Command<'ActivateAccount', At & { readonly requestId: string }>
  /** `tokenSerial` is that of the key that was collected, as issuance has told it. */
  | Command<'ReportKeyLoss', At & { readonly tokenSerial: string }>
  | Command<
      'RequestUnlock',
      At & { readonly tokenSerial: string; readonly requestId: string; readonly reason: UnlockReason }
    >
  | Command<'WithdrawUnlockRequest', At>
  | Command<
      'RequestRevocation',
      At & { readonly tokenSerial: string; readonly requestId: string; readonly ground: RevocationGround }
    >
  | Command<'WithdrawRevocationRequest', At>;

/** Sent by clocks, by an authority's manager, and by policies on what other services have told. */
export type CaseworkCommand =
  | Command<'EndForSlotRelease', At & { readonly reason: string }>
  | Command<'GiveUpReservation', At & { readonly reservationId: string }>
  | Command<'RemindOfExpiry', At & { readonly idleDays: number }>
  | Command<'ExpireApplication', At & { readonly idleDays: number }>
  | Command<'RecordPreVerification', At & { readonly round: number }>
  | Command<
      'ReturnForCorrection',
      At & {
        readonly round: number;
        readonly stage: Stage;
        readonly reasons: readonly Finding[];
        readonly remark: Sealed;
      }
    >
  | Command<'RecordReVerification', At & { readonly round: number }>
  | Command<'RecordRefusal', At & { readonly ground: string; readonly remark: Sealed }>
  | Command<'RecordKeyCollected', At>
  | Command<'RecordUnlockAnswer', At & { readonly requestId: string; readonly outcome: UnlockOutcome }>
  | Command<'RecordRevocationAnswer', At & { readonly requestId: string; readonly outcome: RevocationOutcome }>
  | Command<'RecordOrderEnded', At & { readonly ground: string }>
  | Command<'RecordActivation', At & { readonly requestId: string; readonly refusedBecause: string | null }>
  | Command<
      'RecordUndeliverableMail',
      At & { readonly noticeId: string; readonly purpose: string; readonly cause: string }
    >;

export type KeyApplicationCommand = ApplicantCommand | CaseworkCommand;

export type DataOf<Type extends KeyApplicationCommand['type']> = Extract<KeyApplicationCommand, { type: Type }>['data'];
