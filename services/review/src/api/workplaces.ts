import { Injectable } from '@nestjs/common';
import { Commands } from '@ekey/platform';
import { HandleOrganisation } from '../organisation/organisation.handler';
import type { OrganisationState } from '../organisation/organisation.state';
import type { Workplace } from '../staff-member/roles';

/** Organisations as places of work, read from their own streams: no right is given on a view. */
@Injectable()
export class Workplaces {
  constructor(private readonly commands: Commands) {}

  async of(organisationId: string | null): Promise<Workplace | null> {
    if (organisationId === null) return null;
    const state = (await this.commands.ask(HandleOrganisation, organisationId)).state as OrganisationState;
    if (state.status === 'unknown') return null;
    const { kind, pickupPoints } = state.profile;
    return { kind, active: state.status === 'active', pickupPointIds: pickupPoints.map(({ id }) => id) };
  }
}
