import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { OrganisationCommand, OrganisationRejection } from './organisation.commands';
import { organisation } from './organisation.decider';
import type { OrganisationEvent } from './organisation.events';

export class HandleOrganisation extends StreamCommand<OrganisationCommand, OrganisationEvent, OrganisationRejection> {}

@CommandHandler(HandleOrganisation)
export class OrganisationHandler extends DeciderHandler(organisation) {}
