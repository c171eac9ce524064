import { derivedId } from '@ekey/event-store';
import type { Policy } from '@ekey/kernel';
import type { StoredEnterpriseFact } from '../enterprise/enterprise.events';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** One mail for each renewal, and none where the account was activated: that the case itself says. */
export const whenRenewalHeardThenRequestActivation: Policy<
  StoredEnterpriseFact<'RenewalHeard'>,
  KeyApplicationCommand
> = {
  name: 'when-renewal-heard-then-request-activation',
  from: 'own',
  on: ['RenewalHeard'],
  react: ({ data: { caseId, renewalId }, meta }) => {
    const requestId = derivedId('activation at renewal', renewalId);
    const request = { requestId, because: 'renewal', renewalId, now: meta.recordedAt } as const;
    return [{ id: caseId, command: { type: 'RequestActivation', data: request } }];
  },
};
