import type { Command } from '@ekey/kernel';
import type { OrganisationProfile } from './organisation.events';

interface Now {
  readonly now: string;
}
export type RegisterOrganisation = Command<'RegisterOrganisation', { readonly profile: OrganisationProfile } & Now>;
export type ChangeOrganisation = Command<
  'ChangeOrganisation',
  { readonly profile: Omit<OrganisationProfile, 'kind'> } & Now
>;
export type DeactivateOrganisation = Command<'DeactivateOrganisation', Now>;
export type ActivateOrganisation = Command<'ActivateOrganisation', Now>;

export type OrganisationCommand =
  RegisterOrganisation | ChangeOrganisation | DeactivateOrganisation | ActivateOrganisation;

export type OrganisationRejection =
  'OrganisationKnown' | 'OrganisationUnknown' | 'RegionMissing' | 'PickupPointMissing' | 'PickupPointRepeated';
