import type { CertificateUse } from '../public-key/public-key.events';
import type { CollectionReminderDays } from './collection-reminders';
import type {
  DeadlineBreached,
  Due,
  DueStage,
  KeyOrderEvent,
  OrderOpened,
  RemakeOrdered,
  Slot,
  WarningGround,
} from './key-order.events';

export interface Issuance {
  readonly serial: string;
  readonly spkiSha256: string;
  /** Who brought the request out of the token. */
  readonly by: string;
  /** Validity, once the certificate has left issuance. */
  readonly validity: { readonly notBefore: string; readonly notAfter: string } | null;
}
export interface PinLetter {
  readonly letterNumber: string;
  /** How it was sent, once it was. */
  readonly trackingNumber: string | null;
}
export interface Packing {
  readonly parcelId: string;
  readonly claimId: string;
  readonly trackingNumber: string;
}

/** One attempt at the key. */
export interface Making {
  readonly tokenSerial: string;
  /** Who began it; a colleague may go on with it, and is a maker too. */
  readonly maker: string;
  readonly issuances: { readonly [Use in CertificateUse]?: Issuance };
  readonly seal: { readonly sealId: string; readonly sha256: string } | null;
  readonly pinLetter: PinLetter | null;
  readonly packing: Packing | null;
}

export interface RunningClock extends Due {
  readonly stage: DueStage;
  readonly attempt: number;
  readonly warned: readonly WarningGround[];
  readonly breached: boolean;
}

export interface About extends Pick<
  OrderOpened['data'],
  'caseId' | 'kind' | 'uscc' | 'round' | 'nameCn' | 'agencyId' | 'pickupPointId' | 'reVerifier' | 'formDocumentId'
> {
  readonly documents: readonly { readonly slot: Slot; readonly version: number }[];
  /** The scanned 确认函 that the seal may be cut from. */
  readonly impression: string | null;
}

type Slotted = 'held' | 'given-back' | null;

interface Open {
  readonly about: About;
  readonly attempt: number;
  /** The end of the last certificates of the attempts before. */
  readonly earlierNotAfter: string | null;
  readonly clock: RunningClock | null;
  /** Claims of tokens that were given up. */
  readonly forgone: readonly string[];
  /** Of an additional key: whether the case has a slot of its enterprise. */
  readonly slot: Slotted;
  /** The tokens that have to be handed in: of a 补办 known once they are revoked, of a 变更 before. */
  readonly oldKeys: { readonly toReturn: readonly string[]; readonly areRevoked: boolean } | null;
}

/** 复核通过: the key may be made. */
export type ToMake = Open & { readonly status: 'to-make' };
export type WithKeyStatus = 'producing' | 'made' | 'shipped' | 'received' | 'ready' | 'reviewed' | 'final-failed';
export type WithKey = Open & {
  readonly status: WithKeyStatus;
  readonly making: Making;
  /** Whether a failed final review may be tried again; null while none has failed. */
  readonly correctable: boolean | null;
  /** Until when it is kept at the counter; null before the enterprise was told to come. */
  readonly collectBy: string | null;
  /** When it was told to, and which reminder was recorded last. */
  readonly noticeAt: string | null;
  readonly reminded: CollectionReminderDays | null;
};
export type OpenOrderState = ToMake | WithKey;

/** Over, one way or the other. */
export type ClosedOrder = Pick<About, 'caseId' | 'kind' | 'uscc' | 'agencyId' | 'pickupPointId'> & {
  readonly status: 'collected' | 'ended';
  readonly oldKeysRevoked: boolean;
};

/** An order that there is, open or over. */
export type KnownOrder = ClosedOrder | OpenOrderState;

export type KeyOrderState =
  { readonly status: 'unknown'; readonly slot: Slotted } | { readonly status: 'withdrawn-early' } | KnownOrder;

export const initial: KeyOrderState = { status: 'unknown', slot: null };

export const isOpen = (state: KeyOrderState): state is OpenOrderState => 'about' in state;
export const isKnown = (state: KeyOrderState): state is KnownOrder => isOpen(state) || 'oldKeysRevoked' in state;
export const areOldKeysRevoked = (state: KnownOrder): boolean =>
  isOpen(state) ? state.oldKeys?.areRevoked === true : state.oldKeysRevoked;
export const hasKey = (state: KeyOrderState): state is WithKey => 'making' in state;

export function evolve(state: KeyOrderState, event: KeyOrderEvent): KeyOrderState {
  switch (event.type) {
    case 'OrderOpened':
      return opened(event.data, state.status === 'unknown' ? state.slot : null);
    case 'KeySlotHeld':
      return 'slot' in state ? { ...state, slot: 'held' } : state;
    case 'KeySlotGivenBack':
      return 'slot' in state ? { ...state, slot: 'given-back' } : state;
    case 'WithdrawalRecorded':
      return { status: 'withdrawn-early' };
    case 'KeyCollected':
      return isOpen(state) ? closed(state, 'collected') : state;
    case 'OrderEnded':
      return isOpen(state) ? closed(state, 'ended') : state;
    case 'TokenForgone':
      return isOpen(state) ? { ...state, forgone: [...state.forgone, event.data.claimId] } : state;
    case 'OldKeysRevoked':
      return oldKeysRevoked(state, event.data.toReturn);
    case 'OldKeysAskedFor':
      return isOpen(state) ? { ...state, oldKeys: { toReturn: event.data.toReturn, areRevoked: false } } : state;
    case 'ProductionStarted':
      return isOpen(state) ? started(state, event.data) : state;
    case 'RemakeOrdered':
      return isOpen(state) ? toMake(state, event.data) : state;
    case 'DueDateSet':
    case 'DeadlineNear':
    case 'DeadlineBreached':
      return isOpen(state) ? { ...state, clock: clockAfter(state, event) } : state;
    default:
      return hasKey(state) ? withKey(state, event) : state;
  }
}

function closed(state: OpenOrderState, status: ClosedOrder['status']): ClosedOrder {
  const { caseId, kind, uscc, agencyId, pickupPointId } = state.about;
  return { status, caseId, kind, uscc, agencyId, pickupPointId, oldKeysRevoked: areOldKeysRevoked(state) };
}

function oldKeysRevoked(state: KeyOrderState, toReturn: readonly string[]): KeyOrderState {
  if (isOpen(state)) return { ...state, oldKeys: { toReturn, areRevoked: true } };
  return isKnown(state) ? { ...state, oldKeysRevoked: true } : state;
}

function opened(data: OrderOpened['data'], slot: Slotted): ToMake {
  const { caseId, kind, uscc, round, nameCn, agencyId, pickupPointId, reVerifier, formDocumentId } = data;
  const confirmation = data.documents.find(({ slot }) => slot === 'seal-confirmation')?.pages[0]?.image;
  return {
    status: 'to-make',
    about: {
      caseId,
      kind,
      uscc,
      round,
      nameCn,
      agencyId,
      pickupPointId,
      reVerifier,
      formDocumentId,
      documents: data.documents.map(({ slot, version }) => ({ slot, version })),
      impression: data.sealImpressionUsable ? (confirmation ?? null) : null,
    },
    attempt: 1,
    earlierNotAfter: null,
    clock: { ...data.due, stage: 're-verification-and-making', attempt: 1, warned: [], breached: false },
    forgone: [],
    oldKeys: null,
    slot,
  };
}

function started(state: OpenOrderState, data: { tokenSerial: string; maker: string }): WithKey {
  const { tokenSerial, maker } = data;
  const making = { tokenSerial, maker, issuances: {}, seal: null, pinLetter: null, packing: null };
  const atCounter = { correctable: null, collectBy: null, noticeAt: null, reminded: null };
  return { ...openPart(state), status: 'producing', making, ...atCounter };
}

const toMake = (state: OpenOrderState, { attempt, ended }: RemakeOrdered['data']): ToMake => ({
  ...openPart(state),
  status: 'to-make',
  attempt,
  earlierNotAfter: laterOf(state.earlierNotAfter, ended.notAfter),
  clock: null,
});

/** The later of two moments, either of which there may not be. */
export const laterOf = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

const openPart = ({ about, attempt, earlierNotAfter, clock, forgone, oldKeys, slot }: OpenOrderState): Open => ({
  about,
  attempt,
  earlierNotAfter,
  clock,
  forgone,
  oldKeys,
  slot,
});

type Elsewhere =
  | 'KeySlotHeld'
  | 'KeySlotGivenBack'
  | 'OrderOpened'
  | 'WithdrawalRecorded'
  | 'KeyCollected'
  | 'OrderEnded'
  | 'TokenForgone'
  | 'OldKeysRevoked'
  | 'OldKeysAskedFor'
  | 'ProductionStarted'
  | 'RemakeOrdered'
  | 'DueDateSet'
  | 'DeadlineNear'
  | 'DeadlineBreached';

function withKey(state: WithKey, event: Exclude<KeyOrderEvent, { type: Elsewhere }>): WithKey {
  const making = (change: Partial<Making>): WithKey => ({ ...state, making: { ...state.making, ...change } });
  switch (event.type) {
    case 'IssuanceOpened': {
      const { use, serial, spkiSha256, by } = event.data;
      return making({ issuances: { ...state.making.issuances, [use]: { serial, spkiSha256, by, validity: null } } });
    }
    case 'CertificateRecorded': {
      const { use, notBefore, notAfter } = event.data;
      const issuance = state.making.issuances[use];
      if (issuance === undefined) return state;
      return making({
        issuances: { ...state.making.issuances, [use]: { ...issuance, validity: { notBefore, notAfter } } },
      });
    }
    case 'SealMade':
      return making({ seal: { sealId: event.data.sealId, sha256: event.data.sha256 } });
    case 'PinLetterRecorded':
      return making({ pinLetter: { letterNumber: event.data.letterNumber, trackingNumber: null } });
    case 'PinLetterDispatched': {
      const { letterNumber, trackingNumber } = event.data;
      return making({ pinLetter: { letterNumber, trackingNumber } });
    }
    case 'KeyMade':
      return { ...state, status: 'made', clock: null };
    case 'KeyPacked': {
      const { parcelId, claimId, trackingNumber } = event.data;
      return making({ packing: { parcelId, claimId, trackingNumber } });
    }
    case 'KeyUnpacked':
      return making({ packing: null });
    case 'KeyShipped':
      return { ...state, status: 'shipped' };
    case 'KeyReceived':
      return { ...state, status: 'received' };
    case 'KeyReadyForCollection': {
      const { collectBy, noticeAt } = event.data;
      return { ...state, status: 'ready', clock: null, collectBy, noticeAt };
    }
    case 'CollectionReminded':
      return { ...state, reminded: event.data.daysAfter };
    case 'FinalReviewPassed':
      return { ...state, status: 'reviewed' };
    case 'FinalReviewFailed':
      return { ...state, status: 'final-failed', correctable: event.data.correctable };
    case 'CertificatesCompleted':
    case 'QualityPassed':
    case 'ProductionFailed':
    case 'KeyLost':
      return state;
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}

/** What was told of a day that is not moved on stays told: it is late already, and nobody is warned of it twice. */
export const stillTold = (
  before: Pick<RunningClock, 'dueAt' | 'warned' | 'breached'> | null | undefined,
  { dueAt }: Pick<Due, 'dueAt'>,
): Pick<RunningClock, 'warned' | 'breached'> =>
  before && dueAt <= before.dueAt
    ? { warned: before.warned, breached: before.breached }
    : { warned: [], breached: false };

type ClockFact = Extract<KeyOrderEvent, { type: 'DueDateSet' | 'DeadlineNear' | 'DeadlineBreached' }>;

function clockAfter({ clock }: OpenOrderState, event: ClockFact): RunningClock | null {
  switch (event.type) {
    case 'DueDateSet':
      return { ...dueOf(event.data), ...stillTold(clock, event.data) };
    case 'DeadlineNear':
      return clock && { ...clock, warned: [...clock.warned, ...event.data.grounds] };
    case 'DeadlineBreached':
      return clock && { ...clock, breached: true };
  }
}

const dueOf = ({
  stage,
  attempt,
  startedAt,
  dueAt,
  dueOn,
  provisional,
}: Omit<DeadlineBreached['data'], 'breachedAt'>) => ({
  stage,
  attempt,
  startedAt,
  dueAt,
  dueOn,
  provisional,
});
