import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { HeldKey, Requester, RevocationEvent } from '../revocation/revocation.events';
import { evolve, initial, type Hold, type RevocationState } from '../revocation/revocation.state';

interface Entry {
  readonly state: RevocationState;
  /** From its first suspension or request; a key that was never handed over has none. */
  readonly key: HeldKey | null;
  readonly request: { readonly requester: Requester; readonly reference: string } | null;
  readonly ground: string | null;
  readonly since: string;
}

export type KeyStanding =
  'in-force' | 'suspended' | 'revocation-requested' | 'revocation-verified' | 'revoked' | 'renewed';

/** As the procedure calls them; where it names none, ours. */
export const keyStandingLabels: Readonly<Record<KeyStanding, string>> = {
  'in-force': '有效',
  suspended: '已挂失',
  'revocation-requested': '注销申请中',
  'revocation-verified': '注销申请已核实',
  revoked: '已注销',
  renewed: '已更新',
};

export interface KeyStandingLine extends HeldKey {
  readonly standing: KeyStanding;
  readonly label: string;
  /** A key may be suspended while its revocation is looked into. */
  readonly suspended: boolean;
  /** Everything that it is suspended for, in the order in which it was told; two officers lift all of it. */
  readonly suspensions: readonly Hold[];
  readonly ground: string | null;
  readonly requester: Requester | null;
  readonly reference: string | null;
  readonly requestedBy: string | null;
  readonly verifiedBy: string | null;
  /** Who proposed to lift the suspension; another one confirms it. */
  readonly reinstatementProposedBy: string | null;
  readonly since: string;
}

/** Where a key stands is what its own decider folds; the view adds what people want to see beside it. */
function project(entry: Entry | null, fact: Recorded<RevocationEvent>): Entry {
  const { type, data, meta } = fact;
  const before = entry ?? { state: initial, key: null, request: null, ground: null, since: '' };
  const state = evolve(before.state, fact);
  const after = { ...before, state, ground: groundIn(state, before.ground), since: meta.recordedAt };
  switch (type) {
    case 'KeySuspended':
      return { ...after, key: data.key };
    case 'RevocationRequested': {
      const { key, requester, reference } = data;
      return { ...after, key, request: { requester, reference } };
    }
    case 'RevocationRejected':
    case 'RevocationCancelled':
      return { ...after, request: null };
    default:
      return after;
  }
}

/** What ended keeps the ground that it was told of last. */
function groundIn(state: RevocationState, before: string | null): string | null {
  if (state.status !== 'in-force') return before;
  return state.request?.ground ?? state.holds[0]?.ground ?? null;
}

function standingOf(state: RevocationState): KeyStanding {
  if (state.status === 'succeeded') return 'renewed';
  if (state.status !== 'in-force') return 'revoked';
  if (state.request !== null) return state.request.verifiedBy === null ? 'revocation-requested' : 'revocation-verified';
  return state.holds.length === 0 ? 'in-force' : 'suspended';
}

interface Parts {
  readonly key: Entry;
}

/** Which keys that were handed over are suspended, are being revoked or are revoked, and who is to act? */
export const keyStandings: View<Parts, KeyStandingLine> = {
  name: 'key-standings',
  version: 6,
  parts: {
    key: viewPart<Entry, RevocationEvent>({
      from: 'own',
      category: 'issuance.Revocation',
      on: [
        'KeySuspended',
        'SuspensionAdded',
        'SuspensionLifted',
        'ReinstatementProposed',
        'KeyReinstated',
        'RevocationRequested',
        'RevocationVerified',
        'RevocationRejected',
        'RevocationCancelled',
        'RevocationOrdered',
        'RevocationExecuted',
        'KeySucceeded',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ key: entry }) => {
    if (entry === undefined || entry.key === null) return null;
    const { state, key, request, ground, since } = entry;
    const standing = standingOf(state);
    const inForce = state.status === 'in-force' ? state : initial;
    const { holds, liftingProposed, request: open } = inForce;
    return {
      ...key,
      ...{
        standing,
        label: keyStandingLabels[standing],
        suspended: holds.length > 0,
        suspensions: holds,
        ground,
        since,
      },
      ...{ requester: request?.requester ?? null, reference: request?.reference ?? null },
      ...{ requestedBy: open?.by ?? null, verifiedBy: open?.verifiedBy ?? null },
      reinstatementProposedBy: liftingProposed?.by ?? null,
    };
  },
  indexes: {
    standing: ({ standing }) => standing,
    uscc: ({ uscc }) => uscc,
    token: ({ tokenSerial }) => tokenSerial,
    agencyId: ({ agencyId }) => agencyId,
    pickupPointId: ({ pickupPointId }) => pickupPointId,
    since: ({ since }) => since,
  },
};
