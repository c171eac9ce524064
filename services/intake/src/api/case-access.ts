import { Inject, Injectable } from '@nestjs/common';
import { dataErased } from '@ekey/case-papers/desk';
import type { Documents } from '@ekey/documents';
import {
  acceptedOr,
  Commands,
  DOCUMENTS,
  HttpIntent,
  notFound,
  Problem,
  problemOf,
  type AcceptedOutcome,
  type Caller,
} from '@ekey/platform';
import { submittedForm, type SubmittedForm } from '@ekey/contracts';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';
import type { KeyApplicationEvent } from '../key-application/key-application.events';
import { actsFor } from '../enterprise/enterprise.decider';
import { HandleKeyApplication } from '../key-application/key-application.handler';
import type { KeyApplicationRejection } from '../key-application/key-application.rejections';
import type { KeyApplicationState } from '../key-application/key-application.state';
import { possibleCommands } from '../key-application/possible-commands';
import { applicationProblems } from './applications.problems';
import { Enterprises } from './enterprises';

export type BegunCase = Exclude<KeyApplicationState, { readonly status: 'none' }>;

/** A case that the caller may see, as its decider knows it now. */
export interface OwnCase {
  readonly id: string;
  readonly state: BegunCase;
  readonly revision: number;
  /** Whether the case already holds what this very request stored. */
  readonly hasAnswered: (intent: HttpIntent) => boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who may see a case, and the way of every command into one. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly commands: Commands,
    private readonly enterprises: Enterprises,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /**
   * The starter's own case, or one of the enterprise that the caller acts for.
   * @throws notFound for everybody else's, as for none
   */
  async find(id: string, caller: Caller): Promise<OwnCase> {
    const found = await this.load(id);
    if (found === null || !(await this.mayAct(found.state, caller))) throw notFound();
    return found;
  }

  /** Whoever asks. */
  async load(id: string): Promise<OwnCase | null> {
    if (!UUID.test(id)) return null;
    const { state, revision, traces } = await this.commands.ask(HandleKeyApplication, id);
    const known = state as KeyApplicationState;
    if (known.status === 'none') return null;
    return { id, state: known, revision, hasAnswered: (intent) => traces.has(intent.commandId()) };
  }

  /** What was begun for an enterprise is the business of all who act for it, and of its starter only as long as he does. */
  private async mayAct({ file }: BegunCase, caller: Caller): Promise<boolean> {
    const owner = await this.enterprises.ownerOf(file.is.uscc, file.accountId);
    return owner === null ? file.accountId === caller.id : actsFor(owner, caller.id);
  }

  /** @throws the problem of a refusal; one of the wrong state says what may be done instead. */
  async send(
    id: string,
    command: KeyApplicationCommand,
    intent: HttpIntent,
    given: { readonly sent: unknown; readonly step?: string },
  ): Promise<AcceptedOutcome<KeyApplicationEvent>> {
    const outcome = await this.commands.try(HandleKeyApplication, id, command, intent.envelope(given));
    if (outcome.outcome === 'rejected') throw await this.refusal(id, outcome.rejection, intent.now);
    return acceptedOr(applicationProblems, outcome);
  }

  private async refusal(
    id: string,
    rejection: { readonly rejected: KeyApplicationRejection; readonly detail?: Readonly<Record<string, unknown>> },
    now: string,
  ): Promise<Problem> {
    const refused = problemOf(applicationProblems, rejection);
    if (refused.content.status !== 409) return refused;
    const { state } = await this.commands.ask(HandleKeyApplication, id);
    const mayDo = possibleCommands(state as KeyApplicationState, now)
      .filter(({ allowed }) => allowed)
      .map(({ command }) => command);
    return new Problem({ ...refused.content, members: { ...refused.content.members, mayDo } });
  }

  /** A submitted form as its sealed document has it. @throws dataErased where its key was destroyed */
  async submittedForm(documentId: string): Promise<SubmittedForm> {
    const bytes = await this.documents.get(documentId);
    if (bytes === null) throw dataErased();
    return submittedForm.parse(JSON.parse(bytes.toString('utf8')));
  }
}
