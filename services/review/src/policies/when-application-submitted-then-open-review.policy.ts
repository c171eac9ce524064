import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { OpenReview } from '../review/review.commands';

/** The second submit starts the review, each time it is given. */
export const whenApplicationSubmittedThenOpenReview: Policy<Published<'intake.ApplicationSubmitted.v1'>, OpenReview> = {
  name: 'when-application-submitted-then-open-review',
  from: 'intake.events',
  on: ['intake.ApplicationSubmitted.v1'],
  react: ({ data }) => [
    {
      id: data.caseId,
      command: {
        type: 'OpenReview',
        data: {
          round: data.round,
          kind: data.kind,
          uscc: data.uscc,
          nameCn: data.nameCn,
          agencyId: data.agencyId,
          pickupPointId: data.pickupPointId,
          licenceTypes: data.licenceTypes,
          formNumber: data.formNumber,
          formVersion: data.formVersion,
          form: data.form,
          changedFields: data.changedFields,
          documents: data.documents,
          submittedAt: data.submittedAt,
        },
      },
    },
  ],
};
