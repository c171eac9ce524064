import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';
import type { UnlockEvent } from '../unlock/unlock.events';

/** As the procedure calls them; where it names none, ours. */
export const unlockLabels = {
  requested: '解锁申请中',
  verified: '已核实',
  authorised: '已授权解锁',
  unlocked: '已解锁',
  failed: '解锁失败，请办理补办',
  expired: '授权已过期',
  rejected: '已驳回',
  cancelled: '已撤回',
  barred: '钥匙已挂失或注销，不能解锁',
} as const;
export type UnlockStatus = keyof typeof unlockLabels;

interface Entry {
  readonly key: HeldKey;
  readonly status: UnlockStatus;
  readonly reference: string;
  readonly requestedBy: string;
  readonly verifiedBy: string | null;
  readonly authorisedBy: string | null;
  /** Until when the code may be used, while one may. */
  readonly codeExpiresAt: string | null;
  readonly since: string;
}
export interface UnlockLine extends HeldKey, Omit<Entry, 'key'> {
  readonly label: string;
}

function project(entry: Entry | null, { type, data, meta }: Recorded<UnlockEvent>): Entry | null {
  const since = meta.recordedAt;
  if (type === 'UnlockRequested') {
    const nobody = { verifiedBy: null, authorisedBy: null, codeExpiresAt: null };
    return { key: data.key, status: 'requested', reference: data.reference, requestedBy: data.by, ...nobody, since };
  }
  if (entry === null) return null;
  const ended = (status: UnlockStatus): Entry => ({ ...entry, status, codeExpiresAt: null, since });
  switch (type) {
    case 'UnlockVerified':
      return { ...entry, status: 'verified', verifiedBy: data.by, since };
    case 'UnlockAuthorised':
      return { ...entry, status: 'authorised', authorisedBy: data.by, codeExpiresAt: data.expiresAt, since };
    case 'KeyUnlocked':
      return ended('unlocked');
    case 'UnlockFailed':
      return ended('failed');
    case 'UnlockExpired':
      return ended('expired');
    case 'UnlockRejected':
      return ended('rejected');
    case 'UnlockCancelled':
      return ended('cancelled');
    case 'UnlockingBarred':
      return data.ended ? ended('barred') : entry;
    default:
      return entry;
  }
}

interface Parts {
  readonly unlock: Entry;
}

/** Which keys are to be unlocked, how far is it, and how did the last one end? */
export const unlocks: View<Parts, UnlockLine> = {
  name: 'unlocks',
  version: 1,
  parts: {
    unlock: viewPart<Entry, UnlockEvent>({
      from: 'own',
      category: 'issuance.Unlock',
      on: [
        'UnlockRequested',
        'UnlockVerified',
        'UnlockAuthorised',
        'KeyUnlocked',
        'UnlockFailed',
        'UnlockExpired',
        'UnlockRejected',
        'UnlockCancelled',
        'UnlockingBarred',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ unlock: entry }) => {
    if (entry === undefined) return null;
    const { key, ...rest } = entry;
    return { ...key, ...rest, label: unlockLabels[rest.status] };
  },
  indexes: {
    status: ({ status }) => status,
    since: ({ since }) => since,
    codeExpiresAt: ({ codeExpiresAt }) => codeExpiresAt,
  },
};
