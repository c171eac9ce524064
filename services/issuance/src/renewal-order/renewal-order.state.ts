import type { CertificatePair } from '../key-order/key-order.events';
import type { CertificateUse } from '../public-key/public-key.events';
import type { RenewalCompleted, RenewalOrderEvent, RenewalRequest } from './renewal-order.events';

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
  readonly asked: Readonly<Partial<Record<CertificateUse, Asked>>>;
  readonly sealId: string | null;
}

export type RenewalOrderState =
  | { readonly status: 'unknown' }
  | { readonly status: 'open'; readonly attempt: Attempt; readonly orphaned: boolean }
  | {
      readonly status: 'completed';
      /** The attempt whose keys were proved. */
      readonly number: number;
      readonly certificates: CertificatePair;
      readonly sealId: string | null;
    };

export const initial: RenewalOrderState = { status: 'unknown' };

const begun = ({ attempt, caseId, uscc, tokenSerial }: RenewalRequest): Attempt => ({
  ...{ number: attempt, of: { caseId, uscc, tokenSerial }, asked: {}, sealId: null },
});

export function evolve(state: RenewalOrderState, event: RenewalOrderEvent): RenewalOrderState {
  if (event.type === 'RenewalCompleted') return completed(state, event.data);
  if (event.type === 'RenewalRequestTaken') return taken(state, event.data);
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
    case 'RenewalAttemptOrphaned':
      return { ...state, orphaned: true };
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
  { attempt: number, certificates }: RenewalCompleted['data'],
): RenewalOrderState {
  const sealId = state.status === 'open' && state.attempt.number === number ? state.attempt.sealId : null;
  return { status: 'completed', number, certificates, sealId };
}

type Open = Extract<RenewalOrderState, { status: 'open' }>;

function taken(
  state: RenewalOrderState,
  { takenAt: _takenAt, ...request }: RenewalRequest & { takenAt: string },
): Open {
  const goesOn = state.status === 'open' && state.attempt.number === request.attempt;
  const attempt = goesOn ? state.attempt : begun(request);
  const fresh: Asked = { request, step: 'taken', serial: null, validity: null };
  return {
    status: 'open',
    orphaned: false,
    attempt: { ...attempt, asked: { ...attempt.asked, [request.use]: fresh } },
  };
}

function asked(state: Open, use: CertificateUse, change: Partial<Asked>): Open {
  const before = state.attempt.asked[use];
  if (before === undefined) return state;
  const { attempt } = state;
  return { ...state, attempt: { ...attempt, asked: { ...attempt.asked, [use]: { ...before, ...change } } } };
}
