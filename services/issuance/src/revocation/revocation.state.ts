import type {
  AskedRevocation,
  HeldKey,
  KeyReinstated,
  RevocationEvent,
  RevocationGround,
  Suspension,
} from './revocation.events';

/** The case of another key that waits for the end of this one. */
export interface Awaiting {
  readonly replacement: string;
  readonly tokenSerial: string;
  readonly serials: readonly string[];
  readonly listed: boolean;
}

/** `withRequest`: it came with the request for revocation and goes with its rejection. */
export interface Hold extends Suspension {
  /** The enterprise itself has reported it lost; no officer has suspended it. */
  readonly byEnterprise: boolean;
}
export interface Request extends AskedRevocation {
  /** Who established whose wish it is. */
  readonly verifiedBy: string | null;
}

/** Nothing has been asked of the key, or what was asked is settled. A key that was handed over is known from its first suspension or request. */
export interface InForce {
  readonly status: 'in-force';
  readonly key: HeldKey | null;
  /** Everything that it is suspended for: it is good again when the last of them is lifted. */
  readonly holds: readonly Hold[];
  /** By the first of the two who lift them all. */
  readonly liftingProposed: { readonly by: string; readonly at: string } | null;
  /** When it was proposed to lift, as two officers then did, what the enterprise had reported. */
  readonly lossLiftedAsOf: string | null;
  readonly request: Request | null;
}
/** Another pair is in its token now. */
export interface Succeeded {
  readonly status: 'succeeded';
  readonly successor: HeldKey;
}
export type RevocationState =
  | InForce
  | Succeeded
  | {
      readonly status: 'ordered';
      readonly ground: RevocationGround;
      readonly caseId: string;
      readonly left: readonly string[];
      readonly awaited: readonly Awaiting[];
    }
  | { readonly status: 'executed'; readonly ground: RevocationGround; readonly awaited: readonly Awaiting[] };

/** Of a key about which is still decided here. */
export type Own = Exclude<RevocationState, Succeeded>;

export const initial: InForce = {
  status: 'in-force',
  key: null,
  holds: [],
  liftingProposed: null,
  lossLiftedAsOf: null,
  request: null,
};

export function evolve(state: RevocationState, event: RevocationEvent): RevocationState {
  switch (event.type) {
    case 'RevocationOrdered': {
      const { ground, caseId, serials: left } = event.data;
      return { status: 'ordered', ground, caseId, left, awaited: [] };
    }
    case 'KeySucceeded':
      return state.status === 'in-force' ? { status: 'succeeded', successor: event.data.successor } : state;
    case 'RevocationProgressed':
      if (state.status !== 'ordered') return state;
      return { ...state, left: state.left.filter((serial) => serial !== event.data.serial) };
    case 'RevocationExecuted':
      if (state.status !== 'ordered') return state;
      return { status: 'executed', ground: state.ground, awaited: state.awaited };
    case 'RevocationAwaited': {
      const { replacement, tokenSerial, serials } = event.data;
      return withAwaited(state, [...awaitedIn(state), { replacement, tokenSerial, serials, listed: false }]);
    }
    case 'AwaitedRevocationListed': {
      const isIt = ({ replacement }: Awaiting): boolean => replacement === event.data.replacement;
      return withAwaited(
        state,
        awaitedIn(state).map((each) => (isIt(each) ? { ...each, listed: true } : each)),
      );
    }
    case 'StandingPassedOn': {
      const { ended } = event.data.standing;
      return withAwaited(
        state,
        awaitedIn(state).filter(({ replacement }) => replacement !== ended?.replacement),
      );
    }
    case 'KeyGivenUp':
    case 'LossReportNoted':
    case 'RevocationRequestAnswered':
    case 'AwaitedRevocationExecuted':
      return state;
    default:
      return state.status === 'in-force' ? { ...state, ...changeBy(state, event) } : state;
  }
}

export const awaitedIn = (state: RevocationState): readonly Awaiting[] => ('awaited' in state ? state.awaited : []);

const withAwaited = (state: RevocationState, awaited: readonly Awaiting[]): RevocationState =>
  'awaited' in state ? { ...state, awaited } : state;

type Asked = Exclude<
  RevocationEvent,
  {
    type:
      | 'RevocationOrdered'
      | 'RevocationProgressed'
      | 'RevocationExecuted'
      | 'RevocationAwaited'
      | 'AwaitedRevocationExecuted'
      | 'AwaitedRevocationListed'
      | 'KeyGivenUp'
      | 'LossReportNoted'
      | 'RevocationRequestAnswered'
      | 'KeySucceeded'
      | 'StandingPassedOn';
  }
>;

function changeBy(state: InForce, event: Asked): Partial<InForce> {
  const { key: known, holds, request } = state;
  switch (event.type) {
    case 'KeySuspended': {
      const { key } = event.data;
      return { key, holds: [...holds, holdOf(event.data, key)], liftingProposed: null };
    }
    case 'SuspensionAdded':
      // Whoever has proposed to lift them did not know of it.
      return { holds: [...holds, holdOf(event.data, known)], liftingProposed: null };
    case 'SuspensionLifted':
      return { holds: holds.filter((hold) => !isOf(event.data.of, hold)) };
    case 'ReinstatementProposed':
      return { liftingProposed: { by: event.data.by, at: event.data.proposedAt } };
    case 'KeyReinstated':
      return { holds: [], liftingProposed: null, ...lossLiftedBy(event, state) };
    case 'RevocationRequested': {
      const { key, requestedAt: _requestedAt, ...asked } = event.data;
      return { key, request: { ...asked, verifiedBy: null }, liftingProposed: null };
    }
    case 'RevocationVerified':
      return { request: request && { ...request, verifiedBy: event.data.by } };
    case 'RevocationRejected':
      return { request: null };
    case 'RevocationCancelled':
      return { request: null, holds: holds.map((hold) => ({ ...hold, withRequest: false })) };
    case 'RevocationApproved':
    case 'KeyRevoked':
      return {};
    default: {
      const unknown: never = event;
      void unknown;
      return {};
    }
  }
}

/** Not where the enterprise has taken it back, nor where it went with a request. */
function lossLiftedBy({ data }: KeyReinstated, { holds, liftingProposed }: InForce): Partial<InForce> {
  const isByOfficers = liftingProposed !== null && data.proposedBy === liftingProposed.by;
  return isByOfficers && holds.some((hold) => isOf('enterprise', hold)) ? { lossLiftedAsOf: liftingProposed.at } : {};
}

const holdOf = ({ ground, withRequest, reference, by, reportedAt }: Suspension, key: HeldKey | null): Hold => ({
  ...{ ground, withRequest, reference, by },
  ...(reportedAt !== undefined && { reportedAt }),
  byEnterprise: by === key?.uscc,
});

/** What goes by itself, and not by two officers who lift everything: a loss where the key is found, and no 泄露. */
export const isOf = (of: 'enterprise' | 'request', { byEnterprise, ground, withRequest }: Hold): boolean =>
  of === 'enterprise' ? byEnterprise && ground === 'lost' : withRequest;
