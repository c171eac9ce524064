import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';

type Revoked = Published<'issuance.KeyRevoked.v1' | 'issuance.OldKeysRevoked.v1'>;

/** 注销, or given up in a 补办: it takes up no slot any more, whatever becomes of the key asked for in its place. */
export const whenKeysRevokedThenEndThem: Policy<Revoked, EnterpriseSlotsCommand> = {
  name: 'when-keys-revoked-then-end-them',
  from: 'issuance.events',
  on: ['issuance.KeyRevoked.v1', 'issuance.OldKeysRevoked.v1'],
  react: ({ data }) => {
    const tokens = 'tokens' in data ? data.tokens : [data.tokenSerial];
    return tokens.map((tokenSerial) => ({
      id: data.uscc,
      command: { type: 'EndKey', data: { tokenSerial, now: data.revokedAt } },
    }));
  },
};
