import type { Published, PublishedData } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

export type Organisation = PublishedData<'review.OrganisationChanged.v1'>;

/** "Which issuing authorities are there, and where does each hand keys over?" */
export const organisations: View<{ organisation: Organisation }, Organisation> = {
  name: 'organisations',
  version: 1,
  parts: {
    organisation: viewPart<Organisation, Published<'review.OrganisationChanged.v1'>>({
      from: 'review.events',
      category: 'review.Organisation',
      on: ['review.OrganisationChanged.v1'],
      key: (fact) => fact.data.organisationId,
      project: (_part, fact) => fact.data,
    }),
  },
  answer: ({ organisation }) => organisation ?? null,
  indexes: {
    kind: ({ kind }) => kind,
    /** Of an authority that takes applications: its region, by which lists are ordered. */
    openIn: ({ kind, active, region }) => (kind === 'authority' && active ? region : null),
  },
};
