import { canonicalJson, reject, type Decider, type Decision, type Rejection } from '@ekey/kernel';
import type { OrganisationCommand, OrganisationRejection } from './organisation.commands';
import type { OrganisationEvent, OrganisationProfile } from './organisation.events';
import { evolve, initial, type OrganisationState } from './organisation.state';

/** An authority has a region and a place where its keys are handed over; the provider has neither. */
function unfit(profile: OrganisationProfile): Rejection<OrganisationRejection> | null {
  const ids = profile.pickupPoints.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return reject('PickupPointRepeated');
  if (profile.kind === 'provider') return null;
  if (profile.region === '') return reject('RegionMissing');
  return ids.length === 0 ? reject('PickupPointMissing') : null;
}

function decide(
  command: OrganisationCommand,
  state: OrganisationState,
): Decision<OrganisationEvent, OrganisationRejection> {
  const at = command.data.now;
  if (command.type === 'RegisterOrganisation') {
    if (state.status !== 'unknown') return reject('OrganisationKnown');
    const { profile } = command.data;
    return unfit(profile) ?? [{ type: 'OrganisationRegistered', data: { ...profile, at } }];
  }
  if (state.status === 'unknown') return reject('OrganisationUnknown');
  const isActive = state.status === 'active';
  switch (command.type) {
    case 'ChangeOrganisation': {
      const profile = { ...command.data.profile, kind: state.profile.kind };
      if (canonicalJson(profile) === canonicalJson(state.profile)) return [];
      return unfit(profile) ?? [{ type: 'OrganisationChanged', data: { ...profile, active: isActive, at } }];
    }
    case 'DeactivateOrganisation':
      return isActive ? [{ type: 'OrganisationDeactivated', data: { ...state.profile, at } }] : [];
    case 'ActivateOrganisation':
      return isActive ? [] : [{ type: 'OrganisationActivated', data: { ...state.profile, at } }];
  }
}

/** 发证机构 with their region and pick-up points, and the 电子钥匙服务商. */
export const organisation: Decider<OrganisationCommand, OrganisationState, OrganisationEvent, OrganisationRejection> = {
  category: 'review.Organisation',
  initial,
  decide,
  evolve,
};
