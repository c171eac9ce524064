import type { Published, PublishedData } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

type Changed = Published<'review.OrganisationChanged.v1'>;
export type Organisation = Pick<
  PublishedData<'review.OrganisationChanged.v1'>,
  'organisationId' | 'name' | 'address' | 'phone' | 'pickupPoints'
>;

/** "Where are the pick-up points of this authority, when are they open, which number do they answer?" */
export const organisations: View<{ organisation: Organisation }, Organisation> = {
  name: 'organisations',
  version: 1,
  parts: {
    organisation: viewPart<Organisation, Changed>({
      from: 'review.events',
      category: 'review.Organisation',
      on: ['review.OrganisationChanged.v1'],
      key: (fact) => fact.data.organisationId,
      project: (_part, fact) => {
        const { organisationId, name, address, phone, pickupPoints } = fact.data;
        return { organisationId, name, address, phone, pickupPoints };
      },
    }),
  },
  answer: ({ organisation }) => organisation ?? null,
  indexes: {},
};
