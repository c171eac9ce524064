import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { ContactVerdict } from '../contact-changes/contact-changes.commands';

type Decided = Published<'review.ApplicationReVerified.v1' | 'review.ApplicationRejected.v1'>;

/** 审核通过 or 审核未通过 of a change of contact data. One policy for both, so that they arrive in the order of the review. */
export const whenContactReviewDecidesThenRecordItsVerdict: Policy<Decided, ContactVerdict> = {
  name: 'when-contact-review-decides-then-record-its-verdict',
  from: 'review.events',
  on: ['review.ApplicationReVerified.v1', 'review.ApplicationRejected.v1'],
  react: (fact) => (fact.data.kind === 'contact' ? [{ id: fact.data.uscc, command: commandFor(fact) }] : []),
};

function commandFor({ type, data }: Recorded<Decided>): ContactVerdict {
  const { caseId: changeId, round, decidedAt: now } = data;
  if (type === 'review.ApplicationReVerified.v1')
    return { type: 'RecordContactApproval', data: { changeId, round, now } };
  const { reasons, remark } = data;
  return { type: 'ReturnContactChange', data: { changeId, round, reasons, remark, now } };
}
