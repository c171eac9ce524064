import { viewPart, type View } from '@ekey/kernel';
import { withClosedPoints, type Published } from '@ekey/contracts';

type Changed = Published<'review.OrganisationChanged.v1'>;
export type Organisation = Changed['data'];

interface Parts {
  readonly organisation: Organisation;
}

/** Where do the authorities and their pick-up points have their offices? */
export const organisations: View<Parts, Organisation> = {
  name: 'organisations',
  version: 2,
  parts: {
    organisation: viewPart<Organisation, Changed>({
      from: 'review.events',
      category: 'review.Organisation',
      on: ['review.OrganisationChanged.v1'],
      key: ({ data }) => data.organisationId,
      project: (before, { data }) => ({ ...data, pickupPoints: withClosedPoints(data, before) }),
    }),
  },
  answer: ({ organisation }) => organisation ?? null,
  indexes: {},
};
