import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Approved = Published<'review.ApplicationReVerified.v1'>;

/** 审核通过 of a renewal. That a first application is approved its activation mail tells. */
export const whenRenewalApprovedThenMailWhereToUpdate: Policy<Approved, NoticeCommand> = {
  name: 'when-renewal-approved-then-mail-where-to-update',
  from: 'review.events',
  on: ['review.ApplicationReVerified.v1'],
  react: (fact) => {
    const { caseId, kind, round } = fact.data;
    return kind === 'renewal'
      ? [queueNotice(fact, { caseId }, { purpose: 'renewal-approved', parameters: { round } })]
      : [];
  },
};
