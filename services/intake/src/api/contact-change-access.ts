import { Injectable } from '@nestjs/common';
import { reject } from '@ekey/kernel';
import { Commands, problemOf, type Caller, type HttpIntent } from '@ekey/platform';
import type { ContactChangeCommand } from '../contact-changes/contact-changes.commands';
import { HandleContactChanges } from '../contact-changes/contact-changes.handler';
import { changeOf, type ContactChange, type ContactChangesState } from '../contact-changes/contact-changes.state';
import { contactChangeProblems } from './contact-changes.problems';
import { Enterprises } from './enterprises';

/** A change that the caller may see, as its decider knows it now. */
export interface OwnContactChange {
  readonly change: ContactChange;
  /** With all that the enterprise has changed otherwise. */
  readonly state: ContactChangesState;
  readonly revision: number;
}

/** Who may see the changes of an enterprise's contact data, and the way of every command into one. */
@Injectable()
export class ContactChangeAccess {
  constructor(
    private readonly commands: Commands,
    private readonly enterprises: Enterprises,
  ) {}

  /** @throws notFound for everybody who does not act for the enterprise, as for one that nobody acts for */
  async refuseStrangers(uscc: string, caller: Caller): Promise<void> {
    await this.enterprises.find(uscc, caller);
  }

  /** @throws as `refuseStrangers`; ContactChangeUnknown where the enterprise has no such change */
  async find(uscc: string, changeId: string, caller: Caller): Promise<OwnContactChange> {
    await this.refuseStrangers(uscc, caller);
    const { state: known, revision } = await this.commands.ask(HandleContactChanges, uscc);
    const state = known as ContactChangesState;
    const change = changeOf(state, changeId);
    if (change === null) throw problemOf(contactChangeProblems, reject('ContactChangeUnknown'));
    return { change, state, revision };
  }

  send(uscc: string, command: ContactChangeCommand, intent: HttpIntent, sent: unknown) {
    return this.commands.send(HandleContactChanges, uscc, command, intent.envelope({ sent }), contactChangeProblems);
  }
}
