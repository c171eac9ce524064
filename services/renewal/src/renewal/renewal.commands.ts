import type { AcceptedConsent, BroughtPage, DraftForm, Slot } from '@ekey/case-papers';
import type { Command, Sealed } from '@ekey/kernel';
import type {
  CertificateUse,
  Finding,
  FormAsSubmitted,
  MadeCertificate,
  MadeSeal,
  RenewalIs,
  RenewedKey,
  Step,
} from './renewal.events';

interface At {
  readonly now: string;
}
/** What is done in an update session names it: a later one has taken its place. */
interface InSession extends At {
  readonly sessionId: string;
}

/** Sent for the holder of the key. */
export type HolderCommand =
  | Command<'StartRenewal', At & RenewalIs & RenewedKey & { readonly formNumber: string; readonly draft: DraftForm }>
  | Command<'SaveDraft', At & { readonly draft: DraftForm }>
  | Command<'SubmitForm', At & FormAsSubmitted & { readonly draftVersion: number; readonly outdated: readonly Slot[] }>
  | Command<'ReopenForm', At>
  | Command<'UploadPage', At & BroughtPage>
  | Command<'RemovePage', At & Pick<BroughtPage, 'slot' | 'page'>>
  | Command<
      'ConfirmSubmission',
      At & { readonly round: number; readonly consents: readonly AcceptedConsent[]; readonly submittedBy: string }
    >
  | Command<'WithdrawRenewal', At>
  | Command<'OpenUpdateSession', InSession & { readonly nonce: string; readonly graceDays: number }>
  | Command<
      'AcceptCertificateRequest',
      InSession & {
        readonly use: CertificateUse;
        readonly spki: string;
        readonly spkiSha256: string;
        readonly requestSha256: string;
      }
    >
  | Command<'ConfirmStep', InSession & { readonly step: Step; readonly sha256: string }>
  /** The signature was verified before this is sent. */
  | Command<'ProveNewKey', InSession & { readonly attempt: number; readonly signature: string }>
  | Command<'ReportTokenDead', At>;

/** Sent by clocks, and by policies on what other services have told. */
export type CaseworkCommand =
  | Command<'RecordApproval', At & { readonly round: number; readonly formDocumentId: string }>
  | Command<
      'ReturnForCorrection',
      At & { readonly round: number; readonly reasons: readonly Finding[]; readonly remark: Sealed }
    >
  | Command<
      'RecordDelivery',
      At & {
        readonly attempt: number;
        readonly certificates: { readonly signing: MadeCertificate; readonly encryption: MadeCertificate };
        readonly chain: readonly string[];
        readonly seal: MadeSeal;
      }
    >
  | Command<
      'RecordRequestRefusal',
      At & { readonly attempt: number; readonly use: CertificateUse; readonly code: string }
    >
  | Command<'InterruptUpdate', InSession>
  | Command<'ConvertRenewal', At>
  | Command<'EndWithKey', At>
  | Command<'ExpireRenewal', At & { readonly graceDays: number }>;

export type RenewalCommand = HolderCommand | CaseworkCommand;
export type DataOf<Type extends RenewalCommand['type']> = Extract<RenewalCommand, { type: Type }>['data'];
