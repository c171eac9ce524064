import type { Policy } from '@ekey/kernel';
import type { EnterpriseCommand } from '../enterprise/enterprise.commands';
import type { StoredAccountFact } from '../account/account.events';

/** Who accepts acts for the enterprise from then on. */
export const whenInvitationAcceptedThenRecordUser: Policy<
  StoredAccountFact<'InvitationAccepted'>,
  EnterpriseCommand
> = {
  name: 'when-invitation-accepted-then-record-user',
  from: 'own',
  on: ['InvitationAccepted'],
  react: ({ data, meta }) => [
    {
      id: data.uscc,
      command: {
        type: 'RecordUserJoined',
        data: { invitationId: data.invitationId, accountId: data.accountId, now: meta.recordedAt },
      },
    },
  ],
};
