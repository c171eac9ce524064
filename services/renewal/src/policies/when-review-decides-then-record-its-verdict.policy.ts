import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { CaseworkCommand } from '../renewal/renewal.commands';

type Decided = Published<'review.ApplicationReVerified.v1' | 'review.ApplicationRejected.v1'>;

/** One policy for both verdicts, so that they arrive in the order of the review. */
export const whenReviewDecidesThenRecordItsVerdict: Policy<Decided, CaseworkCommand> = {
  name: 'when-review-decides-then-record-its-verdict',
  from: 'review.events',
  on: ['review.ApplicationReVerified.v1', 'review.ApplicationRejected.v1'],
  react: (fact) => (fact.data.kind === 'renewal' ? [{ id: fact.data.caseId, command: commandFor(fact) }] : []),
};

function commandFor({ type, data, meta }: Recorded<Decided>): CaseworkCommand {
  const { round } = data;
  const now = meta.recordedAt;
  if (type === 'review.ApplicationReVerified.v1')
    return { type: 'RecordApproval', data: { round, formDocumentId: data.form.documentId, now } };
  const { reasons, remark } = data;
  return { type: 'ReturnForCorrection', data: { round, reasons, remark, now } };
}
