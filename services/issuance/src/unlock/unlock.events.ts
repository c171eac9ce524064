import type { Fact } from '@ekey/kernel';
import type { HeldKey, Identification, OnLineRequest, RevocationRefusal } from '../revocation/revocation.events';

/** What is shown for it: 盖章的解锁申请, 营业执照, 授权用户身份证正反面. */
export const unlockDocuments = ['stamped-request', 'business-licence', 'authorised-user-id'] as const;
export type UnlockDocument = (typeof unlockDocuments)[number];

/** Why a key is not to be unlocked: PINs are not what keeps it from being used. */
export type UnlockBar = 'suspended' | 'revoked';

/** `reference` names the paper or call that it rests on, never a person. */
export type UnlockRequested = Fact<
  'UnlockRequested',
  { readonly key: HeldKey; readonly reference: string; readonly by: string; readonly requestedAt: string }
>;
/** 遗忘口令, 连续误输, 经办人变更, 原因不明. */
export type UnlockReason = 'pin-forgotten' | 'pin-mistyped' | 'holder-changed' | 'cause-unknown';
/** Asked for with a password, so that nobody is known to be who he says. */
export type UnlockRequestedOnLine = Fact<
  'UnlockRequestedOnLine',
  {
    readonly key: HeldKey;
    readonly request: OnLineRequest;
    readonly reason: UnlockReason;
    readonly requestedAt: string;
  }
>;
/** The enterprise that had asked on line asks no longer. */
export type UnlockWithdrawn = Fact<
  'UnlockWithdrawn',
  { readonly requestId: string; readonly tokenSerial: string; readonly withdrawnAt: string }
>;
/** What stands in the way of an unlocking from the beginning. */
export type UnlockObstacle = UnlockBar | 'renewed' | 'admin-pin-locked' | 'under-way';
/** What became of a request: done; not taken, or rejected for that reason; or over without a result. */
export type UnlockOutcome = 'unlocked' | UnlockObstacle | RevocationRefusal | 'cancelled' | 'expired';
/** For the enterprise that has asked on line. */
export type UnlockRequestAnswered = Fact<
  'UnlockRequestAnswered',
  OnLineRequest & { readonly tokenSerial: string; readonly outcome: UnlockOutcome; readonly answeredAt: string }
>;

/** Whoever asks is who he says, and his papers are there. */
export type UnlockVerified = Fact<
  'UnlockVerified',
  {
    readonly identification: Identification;
    readonly documents: readonly UnlockDocument[];
    readonly by: string;
    readonly verifiedAt: string;
  }
>;
/** The code is told once and nowhere stored. */
export type UnlockAuthorised = Fact<
  'UnlockAuthorised',
  { readonly codeDigest: string; readonly expiresAt: string; readonly by: string; readonly authorisedAt: string }
>;
/** The token took a new PIN from its administrator's, and its holder has changed that one. */
export type KeyUnlocked = Fact<
  'KeyUnlocked',
  { readonly caseId: string; readonly tokenSerial: string; readonly unlockedAt: string }
>;
/** The administrator's PIN is locked as well: nothing opens this token again, and 补办 is what is left. */
export type UnlockFailed = Fact<
  'UnlockFailed',
  {
    readonly caseId: string;
    readonly tokenSerial: string;
    readonly ground: 'admin-pin-locked';
    readonly failedAt: string;
  }
>;
export type UnlockExpired = Fact<'UnlockExpired', { readonly expiredAt: string }>;
export type UnlockRejected = Fact<
  'UnlockRejected',
  { readonly ground: RevocationRefusal; readonly by: string; readonly rejectedAt: string }
>;
export type UnlockCancelled = Fact<'UnlockCancelled', { readonly by: string; readonly cancelledAt: string }>;
/** The key was suspended or revoked, which ends whatever was under way. */
export type UnlockingBarred = Fact<
  'UnlockingBarred',
  { readonly because: UnlockBar; readonly ended: boolean; readonly barredAt: string }
>;
/** A renewal has put another pair into its token, which is what is unlocked from now on. */
export type UnlockingOvertaken = Fact<
  'UnlockingOvertaken',
  {
    readonly ended: boolean;
    /** Earlier releases never told it. */
    readonly successor?: HeldKey;
    readonly overtakenAt: string;
  }
>;
/** The administrator's PIN is the token's, and no renewal unlocks it: what is in the token now cannot be unlocked either. */
export type AdminPinLockPassedOn = Fact<'AdminPinLockPassedOn', { readonly to: HeldKey; readonly passedOnAt: string }>;
export type AdminPinLockTakenOver = Fact<
  'AdminPinLockTakenOver',
  { readonly ended: boolean; readonly takenOverAt: string }
>;
export type UnlockingAllowed = Fact<'UnlockingAllowed', { readonly allowedAt: string }>;

export type UnlockEvent =
  | UnlockRequested
  | UnlockRequestedOnLine
  | UnlockWithdrawn
  | UnlockRequestAnswered
  | UnlockVerified
  | UnlockAuthorised
  | KeyUnlocked
  | UnlockFailed
  | UnlockExpired
  | UnlockRejected
  | UnlockCancelled
  | UnlockingBarred
  | UnlockingOvertaken
  | AdminPinLockPassedOn
  | AdminPinLockTakenOver
  | UnlockingAllowed;
