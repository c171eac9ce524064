import type { EnterpriseEvent } from './enterprise.events';

export interface Invitation {
  readonly invitationId: string;
  readonly accountId: string;
  readonly mail: string | null;
  readonly invitedAt: string;
  readonly expiresAt: string;
}

/** A case whose account may act for the enterprise once it is this case's turn. */
export interface Approval {
  readonly uscc: string;
  readonly nameCn: string;
  readonly caseId: string;
  readonly accountId: string;
  /** The revision of the case's fact that approved it. */
  readonly asOf: number;
}

export interface BoundEnterprise {
  readonly status: 'bound';
  readonly uscc: string;
  readonly nameCn: string;
  readonly caseId: string;
  readonly asOf: number;
  readonly administrator: string;
  /** Approved as well, and not known to have ended; the oldest first. */
  readonly setAside: readonly Approval[];
  readonly invitations: readonly Invitation[];
  /** The accounts of invited users that have joined. */
  readonly users: readonly string[];
  /** Those that were removed: what they had begun for the enterprise stays its own. */
  readonly formerUsers: readonly string[];
}

export type EnterpriseState = { readonly status: 'unbound' } | BoundEnterprise;

export const initial: EnterpriseState = { status: 'unbound' };

export function evolve(state: EnterpriseState, event: EnterpriseEvent): EnterpriseState {
  if (event.type === 'EnterpriseBound') {
    const { boundAt: _boundAt, ...bound } = event.data;
    return { status: 'bound', ...bound, setAside: [], invitations: [], users: [], formerUsers: [] };
  }
  return state.status === 'bound' ? evolveBound(state, event) : state;
}

function evolveBound(
  state: BoundEnterprise,
  event: Exclude<EnterpriseEvent, { type: 'EnterpriseBound' }>,
): EnterpriseState {
  switch (event.type) {
    case 'EnterpriseUnbound':
      return initial;
    case 'RenewalHeard':
      return state;
    case 'ApprovalSetAside': {
      const { setAsideAt: _setAsideAt, ...approval } = event.data;
      return { ...state, setAside: [...state.setAside, approval] };
    }
    case 'ApprovalLapsed':
      return { ...state, setAside: state.setAside.filter(({ caseId }) => caseId !== event.data.caseId) };
    case 'UserInvited': {
      const { invitationId, accountId, mailTo, requestedAt, expiresAt } = event.data;
      const invitation = { invitationId, accountId, mail: mailTo, invitedAt: requestedAt, expiresAt };
      return { ...state, invitations: [...state.invitations, invitation] };
    }
    case 'InvitationRevoked':
      return { ...state, invitations: without(state.invitations, event.data.invitationId) };
    case 'UserJoined':
      return {
        ...state,
        invitations: without(state.invitations, event.data.invitationId),
        users: [...state.users, event.data.accountId],
      };
    case 'UserRemoved': {
      const { accountId } = event.data;
      const users = state.users.filter((user) => user !== accountId);
      const setAside = state.setAside.map((approval) =>
        approval.accountId === accountId ? { ...approval, accountId: state.administrator } : approval,
      );
      return { ...state, users, setAside, formerUsers: [...state.formerUsers, accountId] };
    }
    default:
      void (event satisfies never);
      return state;
  }
}

const without = (invitations: readonly Invitation[], invitationId: string): readonly Invitation[] =>
  invitations.filter((invitation) => invitation.invitationId !== invitationId);
