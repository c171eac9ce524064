import type { OrganisationEvent, OrganisationProfile } from './organisation.events';

export type OrganisationState =
  { readonly status: 'unknown' } | { readonly status: 'active' | 'inactive'; readonly profile: OrganisationProfile };

export const initial: OrganisationState = { status: 'unknown' };

export function evolve(state: OrganisationState, event: OrganisationEvent): OrganisationState {
  switch (event.type) {
    case 'OrganisationRegistered':
    case 'OrganisationActivated': {
      const { at: _at, ...profile } = event.data;
      return { status: 'active', profile };
    }
    case 'OrganisationDeactivated': {
      const { at: _at, ...profile } = event.data;
      return { status: 'inactive', profile };
    }
    case 'OrganisationChanged': {
      const { at: _at, active, ...profile } = event.data;
      return { status: active ? 'active' : 'inactive', profile };
    }
    default:
      event satisfies never;
      return state;
  }
}
