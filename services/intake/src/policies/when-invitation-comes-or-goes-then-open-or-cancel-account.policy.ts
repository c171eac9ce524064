import type { Policy } from '@ekey/kernel';
import type { AccountCommand } from '../account/account.commands';
import type { StoredEnterpriseFact } from '../enterprise/enterprise.events';

type Told = StoredEnterpriseFact<'UserInvited' | 'InvitationRevoked'>;

/**
 * An account waits for the user to be, with the address as the invitation sealed it, until the invitation is taken back.
 * One policy for both, because two could overtake each other and leave the link of a revoked invitation open.
 */
export const whenInvitationComesOrGoesThenOpenOrCancelAccount: Policy<Told, AccountCommand> = {
  name: 'when-invitation-comes-or-goes-then-open-or-cancel-account',
  from: 'own',
  on: ['UserInvited', 'InvitationRevoked'],
  react: ({ type, data, meta }) => {
    if (type === 'InvitationRevoked')
      return [{ id: data.accountId, command: { type: 'CancelInvitation', data: { now: meta.recordedAt } } }];
    const { accountId, uscc, nameCn, invitationId, requestId, mailTo: mail, requestedAt: now, expiresAt } = data;
    const terms = { uscc, nameCn, invitationId, requestId, mail, now, expiresAt };
    return [{ id: accountId, command: { type: 'OpenInvitedAccount', data: terms } }];
  },
};
