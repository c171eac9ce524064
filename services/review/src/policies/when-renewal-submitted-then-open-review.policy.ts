import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { OpenReview } from '../review/review.commands';

/** A renewal is reviewed by the provider alone; the case and its rounds are those of any other. */
export const whenRenewalSubmittedThenOpenReview: Policy<Published<'renewal.RenewalSubmitted.v1'>, OpenReview> = {
  name: 'when-renewal-submitted-then-open-review',
  from: 'renewal.events',
  on: ['renewal.RenewalSubmitted.v1'],
  react: ({ data }) => {
    const { round, kind, uscc, nameCn, agencyId, pickupPointId, licenceTypes } = data;
    const { formNumber, formVersion, form, changedFields, documents, submittedAt } = data;
    const about = { round, kind, uscc, nameCn, agencyId, pickupPointId, licenceTypes };
    const submission = { ...about, formNumber, formVersion, form, changedFields, documents, submittedAt };
    return [{ id: data.caseId, command: { type: 'OpenReview', data: submission } }];
  },
};
