import { viewPart, type View } from '@ekey/kernel';
import type { Published } from '@ekey/contracts';

type Changed = Published<'review.OrganisationChanged.v1'>;
export type Organisation = Changed['data'];

interface Parts {
  readonly organisation: Organisation;
}

/** Where do the authorities and their pick-up points have their offices? */
export const organisations: View<Parts, Organisation> = {
  name: 'organisations',
  version: 1,
  parts: {
    organisation: viewPart<Organisation, Changed>({
      from: 'review.events',
      category: 'review.Organisation',
      on: ['review.OrganisationChanged.v1'],
      key: ({ data }) => data.organisationId,
      project: (_organisation, { data }) => data,
    }),
  },
  answer: ({ organisation }) => organisation ?? null,
  indexes: {},
};
