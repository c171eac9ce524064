import type { HeldKey, RequestGround, Requester, RevocationEvent } from './revocation.events';

export interface Hold {
  /** It came with the request for revocation and goes with its rejection. */
  readonly withRequest: boolean;
  /** The first of the two who lift it. */
  readonly proposedBy: string | null;
}
export interface Request {
  readonly ground: RequestGround;
  readonly requester: Requester;
  readonly reference: string;
  readonly by: string;
  /** Who established whose wish it is. */
  readonly verifiedBy: string | null;
}

/** Nothing has been asked of the key, or what was asked is settled. A key that was handed over is known from its first suspension or request. */
export interface InForce {
  readonly status: 'in-force';
  readonly key: HeldKey | null;
  readonly hold: Hold | null;
  readonly request: Request | null;
}
export type RevocationState =
  | InForce
  | { readonly status: 'ordered'; readonly caseId: string; readonly left: readonly string[] }
  | { readonly status: 'executed' };

export const initial: RevocationState = { status: 'in-force', key: null, hold: null, request: null };

export function evolve(state: RevocationState, event: RevocationEvent): RevocationState {
  switch (event.type) {
    case 'RevocationOrdered':
      return { status: 'ordered', caseId: event.data.caseId, left: event.data.serials };
    case 'RevocationProgressed':
      if (state.status !== 'ordered') return state;
      return { ...state, left: state.left.filter((serial) => serial !== event.data.serial) };
    case 'RevocationExecuted':
      return { status: 'executed' };
    default:
      return state.status === 'in-force' ? { ...state, ...changeBy(state, event) } : state;
  }
}

type Asked = Exclude<RevocationEvent, { type: 'RevocationOrdered' | 'RevocationProgressed' | 'RevocationExecuted' }>;

function changeBy({ hold, request }: InForce, event: Asked): Partial<InForce> {
  switch (event.type) {
    case 'KeySuspended':
      return { key: event.data.key, hold: { withRequest: event.data.withRequest, proposedBy: null } };
    case 'ReinstatementProposed':
      return { hold: hold && { ...hold, proposedBy: event.data.by } };
    case 'KeyReinstated':
      return { hold: null };
    case 'RevocationRequested': {
      const { key, ground, requester, reference, by } = event.data;
      const asked = { ground, requester, reference, by, verifiedBy: null };
      return { key, request: asked, hold: hold && { ...hold, proposedBy: null } };
    }
    case 'RevocationVerified':
      return { request: request && { ...request, verifiedBy: event.data.by } };
    case 'RevocationRejected':
      return { request: null };
    case 'RevocationCancelled':
      return { request: null, hold: hold && { ...hold, withRequest: false } };
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
