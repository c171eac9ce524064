import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { ContactChangeCommand } from './contact-changes.commands';
import { contactChanges, type ContactChangeRejection } from './contact-changes.decider';
import type { ContactChangesEvent } from './contact-changes.events';

export class HandleContactChanges extends StreamCommand<
  ContactChangeCommand,
  ContactChangesEvent,
  ContactChangeRejection
> {}

@CommandHandler(HandleContactChanges)
export class ContactChangesHandler extends DeciderHandler(contactChanges) {}
