import type { CertificatePair } from '../key-order/key-order.events';
import type { CertificateUse } from '../public-key/public-key.events';
import type {
  RenewalAttemptOrphaned,
  RenewalCompleted,
  RenewalOrderEvent,
  RenewalRequest,
} from './renewal-order.events';

/** One certificate on its way. */
export interface Asked {
  readonly request: RenewalRequest;
  readonly step: 'taken' | 'accepted' | 'refused' | 'opened';
  readonly serial: string | null;
  readonly validity: { readonly notBefore: string; readonly notAfter: string } | null;
}

export interface Attempt {
  readonly number: number;
  /** What the request that began it says of all of it. */
  readonly of: Pick<RenewalRequest, 'caseId' | 'uscc' | 'tokenSerial'>;
  readonly begunAt: string;
  readonly asked: Readonly<Partial<Record<CertificateUse, Asked>>>;
  readonly sealId: string | null;
}

export type RenewalOrderState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'open';
      readonly attempt: Attempt;
      /** Since when the attempt is over; `null`: it is under way. */
      readonly orphanedAt: string | null;
      readonly left: LeftAttempts;
    }
  | {
      readonly status: 'completed';
      /** The attempt whose keys were proved. */
      readonly number: number;
      readonly certificates: CertificatePair;
      readonly sealId: string | null;
      readonly completedAt: string;
      readonly left: LeftAttempts;
    };

/**
 * Attempts behind which a later one began without their end being told: earlier releases let that happen, so that what
 * was made for them is still on hold in such a stream.
 */
type LeftAttempts = readonly Attempt[];

export const initial: RenewalOrderState = { status: 'unknown' };

const begun = ({ attempt, caseId, uscc, tokenSerial }: RenewalRequest, begunAt: string): Attempt => ({
  ...{ number: attempt, of: { caseId, uscc, tokenSerial }, begunAt, asked: {}, sealId: null },
});

export function evolve(state: RenewalOrderState, event: RenewalOrderEvent): RenewalOrderState {
  if (event.type === 'RenewalCompleted') return completed(state, event.data);
  if (event.type === 'RenewalRequestTaken') return taken(state, event.data);
  if (event.type === 'RenewalAttemptOrphaned') return orphaned(state, event.data);
  if (state.status !== 'open') return state;
  switch (event.type) {
    case 'RenewalKeyAccepted':
      return asked(state, event.data.use, { step: 'accepted' });
    case 'RenewalRequestRefused':
      return asked(state, event.data.use, { step: 'refused' });
    case 'RenewalIssuanceOpened':
      return asked(state, event.data.use, { step: 'opened', serial: event.data.serial });
    case 'RenewalCertificateRecorded': {
      const { use, notBefore, notAfter } = event.data;
      return asked(state, use, { validity: { notBefore, notAfter } });
    }
    case 'RenewalMade':
      return { ...state, attempt: { ...state.attempt, sealId: event.data.seal.sealId } };
    case 'RenewalCertificatesCompleted':
    case 'RenewedKeyTaken':
      return state;
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}

function completed(
  state: RenewalOrderState,
  { attempt: number, certificates, completedAt }: RenewalCompleted['data'],
): RenewalOrderState {
  const sealId = state.status === 'open' && state.attempt.number === number ? state.attempt.sealId : null;
  const left = state.status === 'unknown' ? [] : state.left;
  return { status: 'completed', number, certificates, sealId, completedAt, left };
}

function orphaned(
  state: RenewalOrderState,
  { attempt, orphanedAt }: RenewalAttemptOrphaned['data'],
): RenewalOrderState {
  if (state.status === 'unknown') return state;
  if (state.status === 'open' && state.attempt.number === attempt) return { ...state, orphanedAt };
  return { ...state, left: state.left.filter(({ number }) => number !== attempt) };
}

type Open = Extract<RenewalOrderState, { status: 'open' }>;

function taken(state: RenewalOrderState, { takenAt, ...request }: RenewalRequest & { takenAt: string }): Open {
  const before = state.status === 'open' ? state : null;
  const goesOn = before?.attempt.number === request.attempt;
  const attempt = goesOn ? before.attempt : begun(request, takenAt);
  const isLeft = before !== null && !goesOn && before.orphanedAt === null;
  const left = isLeft ? [...before.left, before.attempt] : (before?.left ?? []);
  const fresh: Asked = { request, step: 'taken', serial: null, validity: null };
  return {
    status: 'open',
    orphanedAt: null,
    left,
    attempt: { ...attempt, asked: { ...attempt.asked, [request.use]: fresh } },
  };
}

function asked(state: Open, use: CertificateUse, change: Partial<Asked>): Open {
  const before = state.attempt.asked[use];
  if (before === undefined) return state;
  const { attempt } = state;
  return { ...state, attempt: { ...attempt, asked: { ...attempt.asked, [use]: { ...before, ...change } } } };
}
