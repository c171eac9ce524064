import type { Policy } from '@ekey/kernel';
import type { EnterpriseCommand } from '../enterprise/enterprise.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

type Told = StoredKeyApplicationFact<'ReVerificationRecorded' | 'ApplicationWithdrawn' | 'OrderEndedRecorded'>;

/**
 * The first approved case proves that the account acts for the enterprise, until it ends without a key handed over. One
 * policy for both, because two could overtake each other and leave an ended case bound for ever.
 */
export const whenApprovalComesOrGoesThenBindOrUnbindAccount: Policy<Told, EnterpriseCommand> = {
  name: 'when-approval-comes-or-goes-then-bind-or-unbind-account',
  from: 'own',
  on: ['ReVerificationRecorded', 'ApplicationWithdrawn', 'OrderEndedRecorded'],
  react: ({ type, data, meta }) => {
    const { uscc, caseId } = data;
    const { recordedAt: now, revision: asOf } = meta;
    if (type !== 'ReVerificationRecorded')
      return [{ id: uscc, command: { type: 'UnbindAccount', data: { caseId, asOf, now } } }];
    const { nameCn, accountId } = data;
    return [{ id: uscc, command: { type: 'BindAccount', data: { uscc, nameCn, caseId, accountId, asOf, now } } }];
  },
};
