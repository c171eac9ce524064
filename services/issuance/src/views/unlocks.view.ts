import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';
import type { UnlockEvent, UnlockReason } from '../unlock/unlock.events';

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
  withdrawn: '企业已撤回',
  barred: '钥匙已挂失或注销，不能解锁',
  renewed: '钥匙已更新',
} as const;
export type UnlockStatus = keyof typeof unlockLabels;

interface Entry {
  readonly key: HeldKey;
  readonly status: UnlockStatus;
  /** Of the paper or call that it rests on; none where the enterprise has asked on line. */
  readonly reference: string | null;
  /** Of a request on line. */
  readonly reason: UnlockReason | null;
  /** An officer, or on line the enterprise. */
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

const nobodyYet = { status: 'requested', verifiedBy: null, authorisedBy: null, codeExpiresAt: null } as const;

function project(entry: Entry | null, { type, data, meta }: Recorded<UnlockEvent>): Entry | null {
  const since = meta.recordedAt;
  if (type === 'UnlockRequested') {
    const { key, reference, by } = data;
    return { ...nobodyYet, key, reference, reason: null, requestedBy: by, since };
  }
  if (type === 'UnlockRequestedOnLine') {
    const { key, reason } = data;
    return { ...nobodyYet, key, reference: null, reason, requestedBy: key.uscc, since };
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
    case 'UnlockWithdrawn':
      return ended('withdrawn');
    case 'UnlockingBarred':
      return data.ended ? ended('barred') : entry;
    case 'UnlockingOvertaken':
      return data.ended ? ended('renewed') : entry;
    case 'AdminPinLockTakenOver':
      return data.ended ? ended('failed') : entry;
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
  version: 3,
  parts: {
    unlock: viewPart<Entry, UnlockEvent>({
      from: 'own',
      category: 'issuance.Unlock',
      on: [
        'UnlockRequested',
        'UnlockRequestedOnLine',
        'UnlockWithdrawn',
        'UnlockVerified',
        'UnlockAuthorised',
        'KeyUnlocked',
        'UnlockFailed',
        'UnlockExpired',
        'UnlockRejected',
        'UnlockCancelled',
        'UnlockingBarred',
        'UnlockingOvertaken',
        'AdminPinLockTakenOver',
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
    uscc: ({ uscc }) => uscc,
    token: ({ tokenSerial }) => tokenSerial,
    since: ({ since }) => since,
    codeExpiresAt: ({ codeExpiresAt }) => codeExpiresAt,
  },
};
