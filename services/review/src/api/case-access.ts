import { Injectable } from '@nestjs/common';
import {
  acceptedOr,
  Commands,
  HttpIntent,
  notFound,
  Problem,
  problem,
  problemOf,
  type Caller,
  type ProblemTable,
} from '@ekey/platform';
import { isFitFor, isHeldBy, isManagerOf, isOfAuthority } from '../review/permissions';
import { possibleCommands, type OfficerCommand } from '../review/possible-commands';
import type { Officer, ReviewRejection } from '../review/review.commands';
import { HandleReview } from '../review/review.handler';
import type { ReviewState } from '../review/review.state';
import { Officers } from './officers';

type Reviewed = Extract<ReviewState, { readonly submission: object }>;

/** A case with who looks at it. The state is that of the log, since no right is decided on a view. */
export interface SeenCase {
  readonly officer: Officer;
  readonly state: Reviewed;
  readonly revision: number;
}

/** An authority has its own cases; the provider's reviewers may be asked about any. */
const isConcerned = (state: Reviewed, officer: Officer): boolean =>
  isOfAuthority(state.submission.agencyId, officer) || officer.roles.includes('SPR');

/** What lies at the authority's desk is not the provider's to read. */
const mayRead = (state: Reviewed, officer: Officer): boolean =>
  isOfAuthority(state.submission.agencyId, officer) || state.status !== 'under-review' || isFitFor(state, officer);

/** Data of persons are open to who works on the case at this moment, and to the authority's manager. */
export const seesUnmasked = ({ state, officer }: SeenCase, now: string): boolean =>
  isManagerOf(state.submission.agencyId, officer) || (state.status === 'under-review' && isHeldBy(state, officer, now));

export const claimNeeded = () =>
  problem({
    status: 403,
    code: 'ClaimNeeded',
    zh: '请先领取任务，再查看材料原图。',
    en: 'Claim the task before you open its documents.',
  });

/** Finds the case that somebody asks for, as far as it is his to see. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly commands: Commands,
    private readonly officers: Officers,
  ) {}

  /**
   * The case for a command. What may be done with it is the decider's to say, so that a repeat is answered as before.
   * @throws notFound for a case that does not exist or is another authority's, alike.
   */
  async find(caseId: string, caller: Caller): Promise<SeenCase> {
    const officer = await this.officers.acting(caller);
    const loaded = await this.commands.ask(HandleReview, caseId);
    const state = loaded.state as ReviewState;
    if (!('submission' in state) || !isConcerned(state, officer)) throw notFound();
    return { officer, state, revision: loaded.revision };
  }

  /** @throws notFound also while it lies at another desk. */
  async findToRead(caseId: string, caller: Caller): Promise<SeenCase> {
    const seen = await this.find(caseId, caller);
    if (!mayRead(seen.state, seen.officer)) throw notFound();
    return seen;
  }

  /** @throws Problem which, where the case stands in the way, tells what the officer may do with it now. */
  async send(
    caseId: string,
    command: OfficerCommand,
    intent: HttpIntent,
    { sent, problems }: { readonly sent: unknown; readonly problems: ProblemTable<ReviewRejection> },
  ) {
    const outcome = await this.commands.try(HandleReview, caseId, command, intent.envelope({ sent }));
    if (outcome.outcome !== 'rejected') return acceptedOr(problems, outcome);
    const { content } = problemOf(problems, outcome.rejection);
    if (content.status !== 409) throw new Problem(content);
    const { state } = await this.commands.ask(HandleReview, caseId);
    const mayDo = possibleCommands(state as ReviewState, command.data.officer, intent.now);
    throw new Problem({ ...content, members: { ...content.members, mayDo } });
  }
}
