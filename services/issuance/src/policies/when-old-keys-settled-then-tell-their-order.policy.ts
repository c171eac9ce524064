import type { Policy } from '@ekey/kernel';
import type { RecordOldKeysEnded, RecordOldKeysToReturn } from '../key-order/key-order.commands';
import type { OldKeysEnded, OldKeysToReturn } from '../replacement/replacement.events';

/**
 * From here on the new key may be made (补办); or it is known what has to be handed in for it (变更). An order that is over
 * is told as well, for it tells the others which keys were revoked.
 */
export const whenOldKeysSettledThenTellTheirOrder: Policy<
  OldKeysEnded | OldKeysToReturn,
  RecordOldKeysEnded | RecordOldKeysToReturn
> = {
  name: 'when-old-keys-settled-then-tell-their-order',
  from: 'own',
  on: ['OldKeysEnded', 'OldKeysToReturn'],
  react: ({ type, data, meta }) => {
    const { caseId: id, toReturn } = data;
    const now = meta.recordedAt;
    return type === 'OldKeysEnded'
      ? [{ id, command: { type: 'RecordOldKeysEnded', data: { tokens: data.tokens, toReturn, now } } }]
      : [{ id, command: { type: 'RecordOldKeysToReturn', data: { toReturn, now } } }];
  },
};
