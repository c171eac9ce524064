import { withClosedPoints, type Published, type PublishedData } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

type Changed = Published<'review.OrganisationChanged.v1'>;
export type Organisation = Pick<
  PublishedData<'review.OrganisationChanged.v1'>,
  'organisationId' | 'name' | 'address' | 'phone' | 'pickupPoints'
>;

/** "Where are the pick-up points of this authority, when are they open, which number do they answer?" */
export const organisations: View<{ organisation: Organisation }, Organisation> = {
  name: 'organisations',
  version: 2,
  parts: {
    organisation: viewPart<Organisation, Changed>({
      from: 'review.events',
      category: 'review.Organisation',
      on: ['review.OrganisationChanged.v1'],
      key: (fact) => fact.data.organisationId,
      project: (before, fact) => {
        const { organisationId, name, address, phone } = fact.data;
        return { organisationId, name, address, phone, pickupPoints: withClosedPoints(fact.data, before) };
      },
    }),
  },
  answer: ({ organisation }) => organisation ?? null,
  indexes: {},
};
