import type { RefusalGroundCode } from '@ekey/contracts';
import { streamIdOf, viewPart, type View } from '@ekey/kernel';
import type {
  Carried,
  Deadline,
  Mark,
  ReviewOpened,
  RoundOpened,
  StoredReviewEvent,
  Target,
} from '../review/review.events';
import { firstStageOf, isCarrying, type Queue, type Stage } from '../review/stages';
import { caseFacts } from './case-facts';

/** A case under review as a line in a queue. */
export interface ReviewTask {
  readonly caseId: string;
  readonly queue: Queue;
  readonly stage: Stage;
  readonly kind: ReviewOpened['data']['kind'];
  readonly uscc: string;
  readonly nameCn: string;
  readonly agencyId: string;
  readonly formNumber: string;
  readonly round: number;
  readonly submittedAt: string;
  /** Since when it waits at this stage: its age. */
  readonly waitingSince: string;
  /** Whose lease may have lapsed by the time it is read. */
  readonly claim: { readonly officer: string; readonly leaseUntil: string } | null;
  readonly proposal: { readonly by: string; readonly ground: RefusalGroundCode; readonly at: string } | null;
  readonly due: Pick<Deadline, 'dueAt' | 'dueOn' | 'provisional'> | null;
  readonly atRisk: boolean;
  readonly breached: boolean;
  /** How far it is marked at its stage, with what was accepted in an earlier round and nobody has changed; `of`: all there is. */
  readonly marked: { readonly ok: number; readonly defective: number; readonly of: number };
}

type Verdicts = Readonly<Partial<Record<Target, Mark['verdict']>>>;
interface Task extends Omit<ReviewTask, 'caseId' | 'queue' | 'marked'> {
  readonly verdicts: Verdicts;
  readonly targets: number;
  readonly carried: Carried | null;
}
type Told<Type extends StoredReviewEvent['type']> = Extract<StoredReviewEvent, { readonly type: Type }>;

const accepted = (carried: Carried | null, stage: Stage): Verdicts =>
  carried === null || !isCarrying(stage) ? {} : Object.fromEntries(carried[stage].map((target) => [target, 'ok']));

function marked({ verdicts, targets }: Task): ReviewTask['marked'] {
  const made = Object.values(verdicts);
  const ok = made.filter((verdict) => verdict === 'ok').length;
  return { ok, defective: made.length - ok, of: targets };
}

const entered = (data: (ReviewOpened | RoundOpened)['data'], carried: Carried | null): Task => ({
  verdicts: accepted(carried, firstStageOf(data.kind)),
  // The form, and each document.
  targets: data.documents.length + 1,
  carried,
  stage: firstStageOf(data.kind),
  kind: data.kind,
  uscc: data.uscc,
  nameCn: data.nameCn,
  agencyId: data.agencyId,
  formNumber: data.formNumber,
  round: data.round,
  submittedAt: data.submittedAt,
  waitingSince: data.submittedAt,
  claim: null,
  proposal: null,
  due: null,
  atRisk: false,
  breached: false,
});

const proposed = (task: Task, { data }: Told<'RefusalProposed'>): Task => ({
  ...task,
  claim: null,
  proposal: { by: data.officer, ground: data.ground, at: data.decidedAt },
});

/** What was late for a day that is not moved on stays late. */
function dated(task: Task, { data: { dueAt, dueOn, provisional, restated } }: Told<'DueDateSet'>): Task {
  const stillLate = restated && task.due !== null && dueAt <= task.due.dueAt;
  const due = { dueAt, dueOn, provisional };
  return { ...task, due, atRisk: stillLate && task.atRisk, breached: stillLate && task.breached };
}

function project(task: Task | null, fact: StoredReviewEvent): Task | null {
  if (fact.type === 'ReviewOpened') return entered(fact.data, null);
  if (fact.type === 'RoundOpened') return entered(fact.data, fact.data.carried);
  if (task === null) return null;
  switch (fact.type) {
    case 'TaskClaimed':
    case 'LeaseRenewed':
    case 'TaskReassigned':
      return { ...task, claim: { officer: fact.data.officer, leaseUntil: fact.data.leaseUntil } };
    case 'MarksSaved': {
      const { officer, leaseUntil, marks } = fact.data;
      const saved = Object.fromEntries(marks.map(({ target, verdict }) => [target, verdict]));
      return { ...task, verdicts: { ...task.verdicts, ...saved }, claim: { officer, leaseUntil } };
    }
    case 'TaskReleased':
      return { ...task, claim: null };
    case 'PreVerificationPassed': {
      const stage = 're-verification';
      const verdicts = accepted(task.carried, stage);
      return { ...task, stage, verdicts, waitingSince: fact.data.decidedAt, claim: null };
    }
    case 'RefusalProposed':
      return proposed(task, fact);
    case 'RefusalDeclined':
      return { ...task, proposal: null };
    case 'DueDateSet':
      return dated(task, fact);
    case 'DeadlineNear':
      return { ...task, atRisk: true };
    case 'DeadlineBreached':
      return { ...task, atRisk: true, breached: true };
    case 'PreVerificationRejected':
    case 'ReVerificationPassed':
    case 'ReVerificationRejected':
    case 'ApplicationRefused':
    case 'ReviewClosed':
      return null;
    default:
      fact satisfies never;
      return task;
  }
}

/** Which cases wait at which desk, how long already, until when, and who has taken them? */
export const reviewQueue: View<{ task: Task }, ReviewTask> = {
  name: 'review-queue',
  version: 2,
  parts: {
    task: viewPart<Task, StoredReviewEvent>({
      from: 'own',
      category: 'review.Review',
      on: [...caseFacts, 'DeadlineNear', 'DeadlineBreached'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ task }, caseId) => {
    if (task === undefined) return null;
    const { verdicts: _verdicts, targets: _targets, carried: _carried, ...told } = task;
    return { caseId, queue: task.proposal ? 'refusal-proposals' : task.stage, ...told, marked: marked(task) };
  },
  indexes: {
    queue: ({ queue }) => queue,
    agencyId: ({ agencyId }) => agencyId,
    dueAt: ({ due }) => due?.dueAt ?? null,
  },
};
