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
  version: 2,
  parts: {
    organisation: viewPart<Organisation, Changed>({
      from: 'review.events',
      category: 'review.Organisation',
      on: ['review.OrganisationChanged.v1'],
      key: ({ data }) => data.organisationId,
      project: (before, { data }) => {
        const { pickupPoints: open } = data;
        // Orders go to one that was closed too, where it was chosen.
        const closed = (before?.pickupPoints ?? []).filter((former) => open.every(({ id }) => id !== former.id));
        return { ...data, pickupPoints: [...open, ...closed] };
      },
    }),
  },
  answer: ({ organisation }) => organisation ?? null,
  indexes: {},
};
