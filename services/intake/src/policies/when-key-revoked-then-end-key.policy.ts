import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';

/** 注销: the enterprise may have another one. */
export const whenKeyRevokedThenEndKey: Policy<Published<'issuance.KeyRevoked.v1'>, EnterpriseSlotsCommand> = {
  name: 'when-key-revoked-then-end-key',
  from: 'issuance.events',
  on: ['issuance.KeyRevoked.v1'],
  react: ({ data: { uscc, tokenSerial, revokedAt } }) => [
    { id: uscc, command: { type: 'EndKey', data: { tokenSerial, now: revokedAt } } },
  ],
};
