import type { Command } from '@ekey/kernel';
import type {
  HeldKey,
  Identification,
  OnLineRequest,
  RequestGround,
  Requester,
  RevocationGround,
  RevocationRefusal,
  Standing,
  SuspensionGround,
} from './revocation.events';

/** Asked by an officer. */
interface ByOfficer {
  readonly by: string;
  readonly now: string;
}

export type SuspendKey = Command<
  'SuspendKey',
  ByOfficer & { readonly key: HeldKey; readonly ground: SuspensionGround; readonly reference: string | null }
>;
export type ProposeReinstatement = Command<'ProposeReinstatement', ByOfficer & { readonly reference: string }>;
export type ConfirmReinstatement = Command<'ConfirmReinstatement', ByOfficer>;
export type RequestRevocation = Command<
  'RequestRevocation',
  ByOfficer & {
    readonly key: HeldKey;
    readonly ground: RequestGround;
    readonly requester: Requester;
    readonly reference: string;
  }
>;
export type VerifyRevocation = Command<'VerifyRevocation', ByOfficer & { readonly identification: Identification }>;
export type RejectRevocation = Command<'RejectRevocation', ByOfficer & { readonly ground: RevocationRefusal }>;
export type CancelRevocation = Command<'CancelRevocation', ByOfficer>;
export type ExecuteRevocation = Command<'ExecuteRevocation', ByOfficer>;

/** By a rule, after the enterprise has asked for it on line. */
export type RequestRevocationOnLine = Command<
  'RequestRevocationOnLine',
  {
    readonly key: HeldKey;
    readonly request: OnLineRequest;
    readonly ground: RequestGround;
    readonly reference: string;
    readonly requestedAt: string;
    readonly now: string;
  }
>;
export type WithdrawRevocation = Command<'WithdrawRevocation', { readonly requestId: string; readonly now: string }>;

/** By a rule, after a loss that the enterprise itself has reported. */
export type SuspendLostKey = Command<
  'SuspendLostKey',
  { readonly key: HeldKey; readonly reportedAt: string; readonly now: string }
>;
/** By a rule, after a recorded fact. */
export type OrderRevocation = Command<
  'OrderRevocation',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly serials: readonly string[];
    readonly sealId: string | null;
    readonly ground: RevocationGround;
    readonly now: string;
  }
>;
/** By a rule, after the enterprise has found what it had reported lost. */
export type LiftReportedLoss = Command<'LiftReportedLoss', { readonly now: string }>;
/** By a rule, after a renewal has put another pair in its place. */
export type SucceedKey = Command<'SucceedKey', { readonly successor: HeldKey; readonly now: string }>;
/** By a rule: what was decided of the pair before, concerns this one. */
export type TakeOverStanding = Command<
  'TakeOverStanding',
  { readonly key: HeldKey; readonly standing: Standing; readonly now: string }
>;
/** Another key takes its place in the case `replacement`, which waits for it. */
export type RevokeReplacedKey = Command<
  'RevokeReplacedKey',
  {
    readonly key: HeldKey;
    readonly replacement: string;
    readonly ground: RevocationGround;
    readonly now: string;
  }
>;
export type RecordListed = Command<
  'RecordListed',
  { readonly replacement: string; readonly crlNumber: number; readonly now: string }
>;
export type RecordRevokedCertificate = Command<
  'RecordRevokedCertificate',
  { readonly serial: string; readonly now: string }
>;

export type RevocationCommand =
  | SuspendKey
  | ProposeReinstatement
  | ConfirmReinstatement
  | RequestRevocation
  | VerifyRevocation
  | RejectRevocation
  | CancelRevocation
  | ExecuteRevocation
  | RequestRevocationOnLine
  | WithdrawRevocation
  | SuspendLostKey
  | OrderRevocation
  | LiftReportedLoss
  | SucceedKey
  | TakeOverStanding
  | RevokeReplacedKey
  | RecordListed
  | RecordRevokedCertificate;
