import { published } from '../testing/terms';
import { form, is, key, now, reasons, remark, renewalId } from '../testing/renewal.examples';
import { whenReviewDecidesThenRecordItsVerdict as policy } from './when-review-decides-then-record-its-verdict.policy';

const stream = `review.Review-${renewalId}`;
const verdict = (kind: 'renewal' | 'first') => ({
  ...{ caseId: renewalId, kind, round: 2, uscc: is.uscc, agencyId: key.agencyId, officer: 'spr-1', decidedAt: now },
});
const passed = (kind: 'renewal' | 'first') =>
  published(
    'review.ApplicationReVerified.v1',
    {
      ...{ ...verdict(kind), preVerifier: 'spr-1', nameCn: key.nameCn, pickupPointId: key.pickupPointId },
      ...{ formNumber: 'EK', formVersion: 1, form: form.form, documents: [], sealImpressionUsable: true },
      ...{ startedAt: now, dueAt: now, dueOn: '2027-01-25', provisional: false },
    },
    stream,
  );

describe('when the review of a renewal decides', () => {
  it('for it, then the approval is recorded with the form that was approved', () => {
    const [target] = policy.react(passed('renewal'));
    expect(target).toMatchObject({
      id: renewalId,
      command: { type: 'RecordApproval', data: { round: 2, formDocumentId: form.form.documentId } },
    });
  });
  it('against it, then the case goes back with every reason and the remark', () => {
    const rejected = published('review.ApplicationRejected.v1', { ...verdict('renewal'), stage: 'renewal', reasons, remark }, stream); // prettier-ignore
    expect(policy.react(rejected)).toMatchObject([
      { id: renewalId, command: { type: 'ReturnForCorrection', data: { round: 2, reasons, remark } } },
    ]);
  });
  it('on anything but a renewal, then that is nobody’s business here', () =>
    expect(policy.react(passed('first'))).toEqual([]));
});
