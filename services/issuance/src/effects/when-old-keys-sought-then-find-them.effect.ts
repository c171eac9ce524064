import type { Effect } from '@ekey/kernel';
import type { RecordOldKeys } from '../replacement/replacement.commands';
import type { OldKeysSought } from '../replacement/replacement.events';
import type { FindingPorts } from './finding-ports';

/** What ends is the pair that is in each token now: a renewal may have put another there since the case began. */
export const whenOldKeysSoughtThenFindThem: Effect<OldKeysSought, RecordOldKeys, FindingPorts> = {
  name: 'when-old-keys-sought-then-find-them',
  on: ['OldKeysSought'],
  act: async ({ data }, { keyIn, clock }) => {
    const keys = await Promise.all(data.tokens.map(keyIn));
    return { type: 'RecordOldKeys', data: { keys, now: clock.now() } };
  },
};
