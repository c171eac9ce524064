import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { KeyShipped } from '../key-order/key-order.events';
import type { OldKeyEnded, OldKeysToReturn } from '../replacement/replacement.events';
import type { TokenEvent } from '../token/token.events';
import { evolve, initial, type TokenState } from '../token/token.state';

/** In whose hands a token is. `unsettled`: it was called back or written off, and is wherever it was then. */
export const custodies = [
  'nobody',
  'stock',
  'line',
  'carrier',
  'counter',
  'enterprise',
  'unsettled',
  'returned',
] as const;
export type Custody = (typeof custodies)[number];

const custodyOf: Readonly<Record<Exclude<TokenState['status'], 'scrapped'>, Custody>> = {
  unknown: 'nobody',
  'in-stock': 'stock',
  assigned: 'line',
  personalised: 'line',
  checked: 'line',
  packed: 'stock',
  'in-transit': 'carrier',
  'at-agency': 'counter',
  'handed-over': 'enterprise',
  locked: 'enterprise',
  suspended: 'enterprise',
  dead: 'enterprise',
  recalled: 'unsettled',
  'handed-in': 'counter',
  returned: 'returned',
  destroyed: 'nobody',
};

interface Entry extends TokenState {
  readonly model: string;
  readonly custody: Custody;
  /** Who took it back, once somebody has; of a counter and the stock the last. */
  readonly takenBackBy: string | null;
  /** The authority at whose counter it was handed in. */
  readonly handedInAt: string | null;
  /** Since when it is where it is. */
  readonly since: string;
}
export interface StockedToken {
  readonly serial: string;
  readonly model: string;
  readonly status: TokenState['status'];
  readonly caseId: string | null;
  readonly attempt: number | null;
  readonly claimId: string | null;
  readonly custody: Custody;
  readonly takenBackBy: string | null;
  readonly handedInFor: string | null;
  /** The authority that it was sent to, or which has taken it back, and the counter there that it was sent to. */
  readonly agencyId: string | null;
  readonly pickupPointId: string | null;
  readonly since: string;
}

/** Where it was sent to be handed over. */
type Sent = Pick<KeyShipped['data'], 'agencyId' | 'pickupPointId'>;

/** The order for which its key ends, or has to be handed in: its counter takes the token back. Of several the last. */
interface Owed {
  readonly caseId: string;
}

/** The place of a token is what its own decider folds; the view adds what people want to see beside it. */
function project(entry: Entry | null, fact: Recorded<TokenEvent>): Entry {
  const model = fact.type === 'TokenStocked' ? fact.data.model : (entry?.model ?? '');
  const isTakenBack = fact.type === 'TokenHandedIn' || fact.type === 'TokenReturned';
  const takenBackBy = isTakenBack ? fact.data.by : (entry?.takenBackBy ?? null);
  const token = evolve(entry ?? initial, fact);
  const handedInAt = (fact.type === 'TokenHandedIn' ? fact.data.agencyId : entry?.handedInAt) ?? null;
  const custody = custodyAfter(entry, token, fact);
  return { ...token, model, custody, takenBackBy, handedInAt, since: fact.meta.recordedAt };
}

/** What is written off stays where it was; what is lost, nobody has. */
function custodyAfter(before: Entry | null, { status }: TokenState, fact: TokenEvent): Custody {
  if (status !== 'scrapped') return custodyOf[status];
  if (fact.type === 'TokenScrapped' && fact.data.ground === 'lost') return 'nobody';
  return before?.custody === 'stock' || before?.custody === 'line' ? 'stock' : 'unsettled';
}

/** What another authority than that which it was sent to has taken back lies at none of its counters. */
function placeOf({ handedInAt }: Entry, sent: Sent | undefined) {
  const agencyId = handedInAt ?? sent?.agencyId ?? null;
  return { agencyId, pickupPointId: agencyId === sent?.agencyId ? (sent?.pickupPointId ?? null) : null };
}

interface Parts {
  readonly token: Entry;
  readonly sent: Sent;
  readonly owed: Owed;
}

/** Which tokens are there, and where is each? */
export const tokenStock: View<Parts, StockedToken> = {
  name: 'token-stock',
  version: 7,
  parts: {
    token: viewPart<Entry, TokenEvent>({
      from: 'own',
      category: 'issuance.Token',
      on: [
        'TokenStocked',
        'TokenAssigned',
        'TokenReleased',
        'TokenPersonalised',
        'TokenChecked',
        'TokenPacked',
        'TokenUnpacked',
        'TokenDispatched',
        'TokenArrived',
        'TokenHandedOver',
        'TokenLocked',
        'TokenUnlocked',
        'TokenSuspended',
        'TokenReinstated',
        'TokenDied',
        'TokenScrapped',
        'TokenRecalled',
        'TokenHandedIn',
        'TokenReturned',
        'TokenDestroyed',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
    sent: viewPart<Sent, KeyShipped>({
      from: 'own',
      category: 'issuance.KeyOrder',
      on: ['KeyShipped'],
      key: ({ data }) => data.tokenSerial,
      project: (_sent, { data: { agencyId, pickupPointId } }) => ({ agencyId, pickupPointId }),
    }),
    owed: viewPart<Owed, OldKeyEnded | OldKeysToReturn>({
      from: 'own',
      category: 'issuance.Replacement',
      on: ['OldKeyEnded', 'OldKeysToReturn'],
      // One at most is to be handed in: a 变更 gives up none beside it.
      key: ({ data }) => ('tokenSerial' in data ? data.tokenSerial : (data.toReturn[0] ?? null)),
      project: (_owed, { meta }) => ({ caseId: streamIdOf(meta.stream) }),
    }),
  },
  answer: ({ token, sent, owed }, serial) =>
    token === undefined
      ? null
      : {
          serial,
          model: token.model,
          status: token.status,
          caseId: token.holder?.caseId ?? null,
          attempt: token.holder?.attempt ?? null,
          claimId: token.claimId,
          custody: token.custody,
          takenBackBy: token.takenBackBy,
          handedInFor: owed?.caseId ?? null,
          ...placeOf(token, sent),
          since: token.since,
        },
  indexes: {
    status: ({ status }) => status,
    caseId: ({ caseId }) => caseId,
    agencyId: ({ agencyId }) => agencyId,
    pickupPointId: ({ pickupPointId }) => pickupPointId,
    assignedSince: ({ status, since }) => (status === 'assigned' ? since : null),
  },
};
