import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';

/** 补办: what was given up for the new key takes up no slot any more, whatever becomes of the case. */
export const whenOldKeysRevokedThenEndKeys: Policy<Published<'issuance.OldKeysRevoked.v1'>, EnterpriseSlotsCommand> = {
  name: 'when-old-keys-revoked-then-end-keys',
  from: 'issuance.events',
  on: ['issuance.OldKeysRevoked.v1'],
  react: ({ data: { uscc, tokens, revokedAt } }) =>
    tokens.map((tokenSerial) => ({
      id: uscc,
      command: { type: 'EndKey', data: { tokenSerial, now: revokedAt } },
    })),
};
