import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { EnterpriseCommand } from '../enterprise/enterprise.commands';

/** 审核通过 of a renewal is no approval of an application; it may be the moment at which an account is activated at last. */
export const whenRenewalApprovedThenTellItsEnterprise: Policy<
  Published<'review.ApplicationReVerified.v1'>,
  EnterpriseCommand
> = {
  name: 'when-renewal-approved-then-tell-its-enterprise',
  from: 'review.events',
  on: ['review.ApplicationReVerified.v1'],
  react: ({ data: { kind, caseId: renewalId, uscc }, meta }) =>
    kind === 'renewal'
      ? [{ id: uscc, command: { type: 'HearOfRenewal', data: { renewalId, now: meta.recordedAt } } }]
      : [],
};
