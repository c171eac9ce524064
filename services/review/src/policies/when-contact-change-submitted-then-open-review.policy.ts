import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { OpenReview } from '../review/review.commands';

/** 变更 of contact data: the provider looks at the form alone, as no paper shows anything of it. */
export const whenContactChangeSubmittedThenOpenReview: Policy<
  Published<'intake.ContactChangeSubmitted.v1'>,
  OpenReview
> = {
  name: 'when-contact-change-submitted-then-open-review',
  from: 'intake.events',
  on: ['intake.ContactChangeSubmitted.v1'],
  react: ({ data }) => {
    const { round, kind, uscc, nameCn, agencyId, pickupPointId, licenceTypes } = data;
    const { formNumber, formVersion, form, changedFields, submittedAt } = data;
    const about = { round, kind, uscc, nameCn, agencyId, pickupPointId, licenceTypes };
    const submission = { ...about, formNumber, formVersion, form, changedFields, documents: [], submittedAt };
    return [{ id: data.caseId, command: { type: 'OpenReview', data: submission } }];
  },
};
