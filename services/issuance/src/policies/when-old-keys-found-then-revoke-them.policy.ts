import type { Policy } from '@ekey/kernel';
import type { OldKeysFound, ReplacementGround } from '../replacement/replacement.events';
import type { RevokeReplacedKey } from '../revocation/revocation.commands';
import { keyIdOf } from '../revocation/revocation.events';

/** The approval on record is ground enough: nobody has to agree a second time. */
export const whenOldKeysFoundThenRevokeThem: Policy<OldKeysFound, RevokeReplacedKey> = {
  name: 'when-old-keys-found-then-revoke-them',
  from: 'own',
  on: ['OldKeysFound'],
  react: ({ data: { caseId: replacement, ground, keys, tokenSerial: named = keys[0]?.tokenSerial }, meta }) =>
    keys.map((key) => ({
      id: keyIdOf(key),
      command: {
        type: 'RevokeReplacedKey',
        // The ground is that of the one that was asked for, also where it is from before this system; the others are given up.
        data: {
          ...{ key, replacement, now: meta.recordedAt },
          ground: key.tokenSerial === named ? grounds[ground] : 'replaced',
        },
      },
    })),
};

/** What is lost may be in anybody's hand. */
const grounds: Readonly<Record<ReplacementGround, RevokeReplacedKey['data']['ground']>> = {
  lost: 'lost',
  damaged: 'damaged',
  locked: 'replaced',
  'renewal-died': 'replaced',
  'information-changed': 'information-changed',
};
