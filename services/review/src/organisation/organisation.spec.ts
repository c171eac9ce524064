import { scenarios } from '@ekey/kernel/testing';
import { organisation } from './organisation.decider';
import { provider, shanghaiCommission } from './organisation.examples';

const { given } = scenarios(organisation);
const at = '2026-03-02T02:00:00.000Z';
const registered = { type: 'OrganisationRegistered', data: { ...shanghaiCommission, at } } as const;
const { kind: _kind, ...content } = shanghaiCommission;
const change = (more: Partial<typeof content>) =>
  ({ type: 'ChangeOrganisation', data: { profile: { ...content, ...more }, now: at } }) as const;
const deactivate = { type: 'DeactivateOrganisation', data: { now: at } } as const;
const activate = { type: 'ActivateOrganisation', data: { now: at } } as const;

describe('an organisation', () => {
  it('is registered once', () => {
    const register = { type: 'RegisterOrganisation', data: { profile: shanghaiCommission, now: at } } as const;
    given().when(register).then(registered);
    given(registered).when(register).thenRejected('OrganisationKnown');
  });

  it('that is an authority has a region and a pick-up point; the provider needs neither', () => {
    const register = (profile: typeof shanghaiCommission) =>
      given().when({ type: 'RegisterOrganisation', data: { profile, now: at } });
    register({ ...shanghaiCommission, region: '' }).thenRejected('RegionMissing');
    register({ ...shanghaiCommission, pickupPoints: [] }).thenRejected('PickupPointMissing');
    register(provider).thenTypes('OrganisationRegistered');
  });

  it('has each pick-up point once', () => {
    const [point] = shanghaiCommission.pickupPoints;
    given(registered)
      .when(change({ pickupPoints: point ? [point, { ...point, name: '另一处' }] : [] }))
      .thenRejected('PickupPointRepeated');
  });

  it('is changed whole, keeps its kind, and stays inactive where it is', () => {
    given(registered)
      .when(change({ phone: '021-62750001' }))
      .then({ type: 'OrganisationChanged', data: { ...shanghaiCommission, phone: '021-62750001', active: true, at } });
    given(registered, { type: 'OrganisationDeactivated', data: { ...shanghaiCommission, at } })
      .when(change({ phone: '021-62750001' }))
      .then({ type: 'OrganisationChanged', data: { ...shanghaiCommission, phone: '021-62750001', active: false, at } });
    given(registered).when(change({})).thenNothing();
  });

  it('is deactivated and activated again, each once', () => {
    const inactive = { type: 'OrganisationDeactivated', data: { ...shanghaiCommission, at } } as const;
    const active = { type: 'OrganisationActivated', data: { ...shanghaiCommission, at } } as const;
    given(registered).when(deactivate).then(inactive);
    given(registered, inactive).when(deactivate).thenNothing();
    given(registered, inactive).when(activate).then(active);
    given(registered, inactive, active).when(activate).thenNothing();
  });

  it('that was never registered cannot be changed', () => {
    given().when(change({})).thenRejected('OrganisationUnknown');
    given().when(deactivate).thenRejected('OrganisationUnknown');
    given().when(activate).thenRejected('OrganisationUnknown');
  });
});
