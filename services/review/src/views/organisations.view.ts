import { streamIdOf, viewPart, type View } from '@ekey/kernel';
import type { OrganisationEvent, OrganisationProfile } from '../organisation/organisation.events';

export interface OrganisationEntry extends OrganisationProfile {
  readonly organisationId: string;
  readonly active: boolean;
}

type Entry = Omit<OrganisationEntry, 'organisationId'>;

function project(_entry: Entry | null, { type, data }: OrganisationEvent): Entry {
  const { at: _at, ...profile } = data;
  return { ...profile, active: type === 'OrganisationChanged' ? data.active : type !== 'OrganisationDeactivated' };
}

/** Which authorities and providers are there, and where are keys handed over? */
export const organisations: View<{ entry: Entry }, OrganisationEntry> = {
  name: 'organisations',
  version: 1,
  parts: {
    entry: viewPart<Entry, OrganisationEvent>({
      from: 'own',
      category: 'review.Organisation',
      on: ['OrganisationRegistered', 'OrganisationChanged', 'OrganisationDeactivated', 'OrganisationActivated'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ entry }, organisationId) => (entry ? { organisationId, ...entry } : null),
  indexes: { kind: ({ kind }) => kind, region: ({ region }) => region },
};
