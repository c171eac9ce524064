import type { Fact } from '@ekey/kernel';
import type { RevocationReason } from '../certificate/certificate.events';

/** Why a key's certificates and seal end by a rule, after a recorded fact. */
export type EndedGround =
  | 'production-failed'
  | 'lost'
  | 'damaged'
  | 'wrong-parcel'
  | 'withdrawn'
  | 'terminated'
  | 'unclaimed'
  /** Another key takes its place. */
  | 'replaced'
  /** A new pair took its place in the same key. */
  | 'renewed'
  /** Issued in a renewal, and never proved in the token. */
  | 'orphaned';
/** Why somebody asks that a key in an enterprise's hand be revoked: 遗失, 泄露, 信息变更, 损坏, 停用, 企业注销. */
export type RequestGround =
  'lost' | 'compromised' | 'information-changed' | 'damaged' | 'out-of-use' | 'enterprise-dissolved';
export type RevocationGround = EndedGround | RequestGround;

/** 遗失, 疑似冒用, 企业申请. */
export type SuspensionGround = 'lost' | 'misuse-suspected' | 'requested';
/** On whose behalf an officer asks. */
export type Requester = 'enterprise' | 'issuing-authority' | 'provider' | 'court';
/** By what it was established that whoever asks is who he says, and may ask. */
export type Identification = 'identity-document' | 'stamped-letter' | 'call-back' | 'official-record' | 'court-order';
export type RevocationRefusal = 'identity-not-established' | 'not-authorised' | 'mistaken';

/** A key in the hand of an enterprise, with everything that ends with it. */
export interface HeldKey {
  readonly caseId: string;
  readonly attempt: number;
  readonly uscc: string;
  /** Whose it is to look after: the authority that handed it over, and where. */
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly tokenSerial: string;
  readonly serials: readonly string[];
  readonly sealId: string | null;
}
/** Under which id everything about a key stands that an attempt of a case has made. */
export const keyIdOf = ({ caseId, attempt }: Pick<HeldKey, 'caseId' | 'attempt'>): string => `${caseId}.${attempt}`;
type OfHeldKey = Pick<HeldKey, 'caseId' | 'tokenSerial' | 'serials'>;

/** 挂失: good for nothing from now on, and not for ever. `reference` names the paper or call that it rests on, never a person. */
export type KeySuspended = Fact<
  'KeySuspended',
  {
    readonly key: HeldKey;
    readonly ground: SuspensionGround | RequestGround;
    /** Where it came with a request for revocation, it goes with its rejection. */
    readonly withRequest: boolean;
    readonly reference: string | null;
    readonly by: string;
    /** When the enterprise itself has reported it lost; earlier releases never told it. */
    readonly reportedAt?: string;
    readonly suspendedAt: string;
  }
>;
/** Suspended already, and for another reason as well: nothing changes of the key but what has to be lifted. */
export type SuspensionAdded = Fact<'SuspensionAdded', Suspension & { readonly addedAt: string }>;
/**
 * Of a loss that is on record already, or that two officers had lifted before they heard of this report. It changes nothing, and is
 * kept so that it is not heard a second time, when it would.
 */
export type LossReportNoted = Fact<'LossReportNoted', { readonly reportedAt: string; readonly notedAt: string }>;
/** What the enterprise has reported, or came with a request, is lifted, and the key stays suspended for the rest. */
export type SuspensionLifted = Fact<
  'SuspensionLifted',
  { readonly of: 'enterprise' | 'request'; readonly by: string; readonly liftedAt: string }
>;
/** The first of the two who lift a suspension. */
export type ReinstatementProposed = Fact<
  'ReinstatementProposed',
  { readonly reference: string; readonly by: string; readonly proposedAt: string }
>;
/** 解除挂失, of everything that it was suspended for. `proposedBy` is null where it went with the rejected request that it had come with; both are the enterprise where that found its key. */
export type KeyReinstated = Fact<
  'KeyReinstated',
  OfHeldKey & { readonly proposedBy: string | null; readonly by: string; readonly reinstatedAt: string }
>;
/** Asked by an enterprise itself, on line: what, and the case in which it waits for the answer. */
export interface OnLineRequest {
  readonly requestId: string;
  readonly caseId: string;
}
/** 注销申请中. */
export type RevocationRequested = Fact<
  'RevocationRequested',
  {
    readonly key: HeldKey;
    readonly ground: RequestGround;
    readonly requester: Requester;
    /** Of a request on line, the number of the form by which the enterprise got the key. */
    readonly reference: string;
    /** The officer who recorded it, or on line the enterprise. */
    readonly by: string;
    readonly onLine?: OnLineRequest;
    readonly requestedAt: string;
  }
>;
/** What became of a request on line: done; nothing left to do, or being done; rejected; or taken back by an officer. */
export type RevocationOutcome = 'revoked' | 'already-revoked' | 'under-way' | RevocationRefusal | 'cancelled';
/** For the enterprise that has asked on line. */
export type RevocationRequestAnswered = Fact<
  'RevocationRequestAnswered',
  OnLineRequest & { readonly tokenSerial: string; readonly outcome: RevocationOutcome; readonly answeredAt: string }
>;
/** Whoever asks is who he says, and may ask. */
export type RevocationVerified = Fact<
  'RevocationVerified',
  { readonly identification: Identification; readonly by: string; readonly verifiedAt: string }
>;
export type RevocationRejected = Fact<
  'RevocationRejected',
  { readonly ground: RevocationRefusal; readonly by: string; readonly rejectedAt: string }
>;
export type RevocationCancelled = Fact<'RevocationCancelled', { readonly by: string; readonly cancelledAt: string }>;
/** The second of the two without whom no key is revoked that was handed over. */
export type RevocationApproved = Fact<
  'RevocationApproved',
  OfHeldKey & { readonly verifiedBy: string; readonly by: string; readonly approvedAt: string }
>;
/** 注销, as its holder is told of it: once for the key, on whose wish, and on what it rests. */
export type KeyRevoked = Fact<
  'KeyRevoked',
  Pick<HeldKey, 'caseId' | 'attempt' | 'uscc' | 'tokenSerial'> & {
    readonly ground: RequestGround;
    readonly requester: Requester;
    readonly reference: string;
    readonly revokedAt: string;
  }
>;
/** By two people, or by a rule after a recorded fact, which needs no second person. */
export type RevocationOrdered = Fact<
  'RevocationOrdered',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly serials: readonly string[];
    readonly sealId: string | null;
    readonly ground: RevocationGround;
    readonly reason: RevocationReason;
    readonly orderedAt: string;
  }
>;
/** Every certificate of it is revoked, and the seal with them. */
export type RevocationExecuted = Fact<'RevocationExecuted', { readonly caseId: string; readonly executedAt: string }>;
/** One of several certificates is revoked; the rest follow. */
export type RevocationProgressed = Fact<'RevocationProgressed', { readonly serial: string; readonly at: string }>;

/** Another key is made in its place, in the case `replacement`: the enterprise gives it up. */
export type KeyGivenUp = Fact<
  'KeyGivenUp',
  { readonly replacement: string; readonly tokenSerial: string; readonly givenUpAt: string }
>;
interface Awaited {
  /** The case that waits for it. */
  readonly replacement: string;
  readonly tokenSerial: string;
}
/** The case that brings another key waits until this one has ended, and everybody can know it. */
export type RevocationAwaited = Fact<
  'RevocationAwaited',
  Awaited & { readonly serials: readonly string[]; readonly awaitedAt: string }
>;
export type AwaitedRevocationExecuted = Fact<
  'AwaitedRevocationExecuted',
  Awaited & { readonly serials: readonly string[]; readonly executedAt: string }
>;
/** A revocation list is out that names every certificate of it. */
export type AwaitedRevocationListed = Fact<
  'AwaitedRevocationListed',
  Awaited & { readonly crlNumber: number; readonly listedAt: string }
>;

export type Suspension = Pick<KeySuspended['data'], 'ground' | 'withRequest' | 'reference' | 'by' | 'reportedAt'>;
export type AskedRevocation = Pick<RevocationRequested['data'], 'ground' | 'requester' | 'reference' | 'by' | 'onLine'>;
/** What was decided of a key, or is asked. */
export interface Standing {
  readonly suspension: Suspension | null;
  readonly request: AskedRevocation | null;
  /** Revoked, and where another key was to take its place, in which case. */
  readonly ended: { readonly ground: RevocationGround; readonly replacement: string | null } | null;
  /** The request on line that its enterprise has taken back. */
  readonly withdrawn?: string;
}
/** A renewal has put another pair in its place, in the same token: this one is no longer what anything is decided of. */
export type KeySucceeded = Fact<'KeySucceeded', { readonly successor: HeldKey; readonly succeededAt: string }>;
/** What was decided of it before that was known here concerns the pair that is in the token now. */
export type StandingPassedOn = Fact<
  'StandingPassedOn',
  { readonly to: HeldKey; readonly standing: Standing; readonly passedOnAt: string }
>;

export type RevocationEvent =
  | KeySucceeded
  | StandingPassedOn
  | KeyGivenUp
  | RevocationAwaited
  | AwaitedRevocationExecuted
  | AwaitedRevocationListed
  | KeySuspended
  | SuspensionAdded
  | LossReportNoted
  | SuspensionLifted
  | ReinstatementProposed
  | KeyReinstated
  | RevocationRequested
  | RevocationRequestAnswered
  | RevocationVerified
  | RevocationRejected
  | RevocationCancelled
  | RevocationApproved
  | KeyRevoked
  | RevocationOrdered
  | RevocationProgressed
  | RevocationExecuted;
