import { streamIdOf, viewPart, type AsStored, type Recorded, type View } from '@ekey/kernel';
import type {
  DueStage,
  EndGround,
  Kind,
  KeyOrderEvent,
  personalData,
  WarningGround,
} from '../key-order/key-order.events';
import { stillTold } from '../key-order/key-order.state';
import { nextCollectionReminder, type CollectionReminderDays } from '../key-order/collection-reminders';
import { isOver, nextStepLabels, orderLabels, type NextStep, type OrderStatus } from './order-labels';

type Told = AsStored<KeyOrderEvent, typeof personalData>;

interface Entry {
  readonly status: OrderStatus;
  readonly kind: Kind;
  readonly uscc: string;
  readonly nameCn: string;
  readonly formNumber: string;
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly attempt: number;
  readonly tokenSerial: string | null;
  /** Of a replacement, until the old key is revoked. */
  readonly waitsForRevocation: boolean;
  /** How many of the two certificates were asked for, and whether the seal is there. */
  readonly asked: number;
  readonly sealed: boolean;
  /** The letter with its PIN, without which the key is not handed over. */
  readonly pinLetterSent: boolean;
  readonly correctable: boolean;
  readonly packing: { readonly parcelId: string; readonly claimId: string; readonly packedAt: string } | null;
  readonly parcelId: string | null;
  /** Until when it is kept at the counter. */
  readonly collectBy: string | null;
  /** Since when it waits there, and which reminder was the last. */
  readonly noticeAt: string | null;
  readonly reminded: CollectionReminderDays | null;
  readonly clock: {
    readonly stage: DueStage;
    readonly dueAt: string;
    readonly dueOn: string;
    readonly provisional: boolean;
    readonly warned: readonly WarningGround[];
    readonly breached: boolean;
  } | null;
  readonly changedAt: string;
}

/** One line of the work list. */
export interface OrderLine extends Omit<
  Entry,
  'waitsForRevocation' | 'asked' | 'sealed' | 'correctable' | 'noticeAt' | 'reminded'
> {
  readonly caseId: string;
  readonly label: string;
  readonly nextStep: NextStep;
  readonly nextStepLabel: string;
  /** When its enterprise is reminded the next time that the key waits. */
  readonly reminderDueAt: string | null;
}

const opened = ({ data, meta }: Recorded<Extract<Told, { type: 'OrderOpened' }>>): Entry => ({
  status: 'to-make',
  kind: data.kind,
  uscc: data.uscc,
  nameCn: data.nameCn,
  formNumber: data.formNumber,
  agencyId: data.agencyId,
  pickupPointId: data.pickupPointId,
  waitsForRevocation: data.kind === 'replacement',
  ...nothingMade(1),
  clock: {
    stage: 're-verification-and-making',
    dueAt: data.due.dueAt,
    dueOn: data.due.dueOn,
    provisional: data.due.provisional,
    warned: [],
    breached: false,
  },
  changedAt: meta.recordedAt,
});

const nothingMade = (attempt: number) => ({
  attempt,
  tokenSerial: null,
  asked: 0,
  sealed: false,
  pinLetterSent: false,
  correctable: true,
  packing: null,
  parcelId: null,
  collectBy: null,
  noticeAt: null,
  reminded: null,
  clock: null,
});

function project(entry: Entry | null, fact: Recorded<Told>): Entry | null {
  if (fact.type === 'OrderOpened') return opened(fact);
  return entry && { ...entry, ...changeBy(entry, fact), changedAt: fact.meta.recordedAt };
}

function changeBy(entry: Entry, { type, data }: Told): Partial<Entry> {
  switch (type) {
    case 'OldKeysRevoked':
      return { waitsForRevocation: false };
    case 'ProductionStarted':
      return { status: 'producing', tokenSerial: data.tokenSerial };
    case 'IssuanceOpened':
      return { asked: entry.asked + 1 };
    case 'SealMade':
      return { sealed: true };
    case 'PinLetterDispatched':
      return { pinLetterSent: true };
    case 'KeyMade':
      return { status: 'made', clock: null };
    case 'RemakeOrdered':
      return { status: 'to-make', ...nothingMade(data.attempt) };
    case 'KeyPacked':
      return { packing: { parcelId: data.parcelId, claimId: data.claimId, packedAt: data.packedAt } };
    case 'KeyUnpacked':
      return { packing: null };
    case 'KeyShipped':
      return { status: 'shipped', packing: null, parcelId: data.parcelId };
    case 'KeyReceived':
      return { status: 'received' };
    case 'KeyReadyForCollection':
      return { status: 'ready', clock: null, collectBy: data.collectBy, noticeAt: data.noticeAt };
    case 'CollectionReminded':
      return { reminded: data.daysAfter };
    case 'FinalReviewPassed':
      return { status: 'reviewed' };
    case 'FinalReviewFailed':
      return { status: 'final-failed', correctable: data.correctable };
    case 'KeyCollected':
      return { status: 'collected', collectBy: null, noticeAt: null };
    case 'OrderEnded':
      return { status: statusOfEnd(data.ground), packing: null, clock: null, collectBy: null, noticeAt: null };
    case 'DueDateSet': {
      const { stage, dueAt, dueOn, provisional } = data;
      return { clock: { stage, dueAt, dueOn, provisional, ...stillTold(entry.clock, data) } };
    }
    case 'DeadlineNear':
      return { clock: entry.clock && { ...entry.clock, warned: [...entry.clock.warned, ...data.grounds] } };
    case 'DeadlineBreached':
      return { clock: entry.clock && { ...entry.clock, breached: true } };
    default:
      return {};
  }
}

const statusOfEnd = (ground: EndGround): OrderStatus =>
  ground === 'withdrawn' || ground === 'slot-released' ? 'withdrawn' : 'terminated';

const steps: Readonly<Record<OrderStatus, (entry: Entry) => NextStep>> = {
  'to-make': ({ waitsForRevocation }) => (waitsForRevocation ? 'await-revocation' : 'start-production'),
  producing: ({ asked, sealed }) =>
    asked < 2 ? 'request-certificates' : sealed ? 'check-quality' : 'await-certificates',
  made: () => 'ship',
  shipped: () => 'await-receipt',
  received: () => 'notify-collection',
  ready: () => 'final-review',
  reviewed: ({ pinLetterSent }) => (pinLetterSent ? 'hand-over' : 'send-pin-letter'),
  'final-failed': ({ correctable }) => (correctable ? 'final-review' : 'terminate'),
  collected: () => 'none',
  withdrawn: () => 'none',
  terminated: () => 'none',
};

interface Parts {
  readonly order: Entry;
}

const LATER_THAN_ANY = '9999-12-31T16:00:00.000Z';

/** Orders whose clock does not run stand behind all others; last what waits at the counter, by the end of its term. */
const urgencyOf = ({ clock, collectBy }: OrderLine): string =>
  clock?.dueAt ?? (collectBy === null ? LATER_THAN_ANY : `${LATER_THAN_ANY} ${collectBy}`);

/** Whoever makes the key sends it, and nothing stops the key on its way where he forgets: the counter would. */
const pinLetterOf = ({ status, tokenSerial, pinLetterSent }: OrderLine): 'sent' | 'missing' | null =>
  tokenSerial === null || isOver(status) ? null : pinLetterSent ? 'sent' : 'missing';

/** Which orders are there, how urgent is each, and what is to be done next? */
export const orderList: View<Parts, OrderLine> = {
  name: 'order-list',
  version: 5,
  parts: {
    order: viewPart<Entry, Told>({
      from: 'own',
      category: 'issuance.KeyOrder',
      on: [
        'OrderOpened',
        'OldKeysRevoked',
        'ProductionStarted',
        'IssuanceOpened',
        'SealMade',
        'PinLetterDispatched',
        'KeyMade',
        'RemakeOrdered',
        'KeyPacked',
        'KeyUnpacked',
        'KeyShipped',
        'KeyReceived',
        'KeyReadyForCollection',
        'CollectionReminded',
        'FinalReviewPassed',
        'FinalReviewFailed',
        'KeyCollected',
        'OrderEnded',
        'DueDateSet',
        'DeadlineNear',
        'DeadlineBreached',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ order }, caseId) => {
    if (order === undefined) return null;
    const { waitsForRevocation: _waits, asked: _asked, sealed: _sealed, ...rest } = order;
    const { correctable, noticeAt, reminded, ...line } = rest;
    const reminder = noticeAt === null || !correctable ? null : nextCollectionReminder(noticeAt, reminded);
    const nextStep = steps[order.status](order);
    const label = orderLabels[order.status];
    return {
      caseId,
      ...line,
      label,
      nextStep,
      nextStepLabel: nextStepLabels[nextStep],
      reminderDueAt: reminder?.dueAt ?? null,
    };
  },
  indexes: {
    status: ({ status }) => status,
    urgency: urgencyOf,
    changedAt: ({ changedAt }) => changedAt,
    pinLetter: pinLetterOf,
    uscc: ({ uscc }) => uscc,
    token: ({ tokenSerial }) => tokenSerial,
    formNumber: ({ formNumber }) => formNumber,
    agencyId: ({ agencyId }) => agencyId,
    pickupPointId: ({ pickupPointId }) => pickupPointId,
    collectBy: ({ collectBy }) => collectBy,
    reminderDueAt: ({ reminderDueAt }) => reminderDueAt,
    packedAt: ({ packing }) => packing?.packedAt ?? null,
  },
};
