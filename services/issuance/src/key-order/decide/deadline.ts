import type { RecordDeadlineBreach, SetDueDate, WarnOfDeadline } from '../key-order.commands';
import type { DueStage } from '../key-order.events';
import { isOpen, type KeyOrderState, type OpenOrderState, type RunningClock } from '../key-order.state';
import { caseOf, type Answer } from './answer';

/** Starts the clock of a remake or of the pick-up notice, or restates one whose year was published or amended since. */
export function setDueDate({ now, stage, attempt, ...due }: SetDueDate['data'], state: KeyOrderState): Answer {
  if (!isOpen(state) || attempt !== state.attempt || stageOf(state) !== stage) return [];
  const { clock } = state;
  const isRunning = clock !== null && clock.stage === stage;
  if (isRunning && (clock.startedAt !== due.startedAt || saysTheSame(clock, due))) return [];
  const about = { ...caseOf(state.about), stage, round: state.about.round, attempt };
  return [{ type: 'DueDateSet', data: { ...about, ...due, setAt: now } }];
}

export function warnOfDeadline({ stage, dueAt, grounds, now }: WarnOfDeadline['data'], state: KeyOrderState): Answer {
  const clock = runningClock(state, stage, dueAt);
  const fresh = grounds.filter((ground) => clock !== null && !clock.warned.includes(ground));
  return fresh.length === 0 ? [] : [{ type: 'DeadlineNear', data: { stage, dueAt, grounds: fresh, warnedAt: now } }];
}

/** Late is a fact, and nothing else follows from it: no key is passed or made because time has run out. */
export function recordDeadlineBreach(
  { stage, dueAt, now }: RecordDeadlineBreach['data'],
  state: KeyOrderState,
): Answer {
  const clock = runningClock(state, stage, dueAt);
  if (!isOpen(state) || clock === null || clock.breached || now < clock.dueAt) return [];
  const { attempt, startedAt, dueOn, provisional } = clock;
  const about = { ...caseOf(state.about), stage, round: state.about.round, attempt };
  return [{ type: 'DeadlineBreached', data: { ...about, startedAt, dueAt, dueOn, provisional, breachedAt: now } }];
}

/** Which clock may run where the order stands. */
function stageOf({ status }: OpenOrderState): DueStage | null {
  if (status === 'to-make' || status === 'producing') return 're-verification-and-making';
  return status === 'received' ? 'pickup-notice' : null;
}

const saysTheSame = (clock: RunningClock, due: Pick<RunningClock, 'dueAt' | 'provisional'>): boolean =>
  clock.dueAt === due.dueAt && clock.provisional === due.provisional;

/** The clock that was read when the command was sent; a restated one is another. */
function runningClock(state: KeyOrderState, stage: DueStage, dueAt: string): RunningClock | null {
  if (!isOpen(state) || state.clock === null) return null;
  return state.clock.stage === stage && state.clock.dueAt === dueAt ? state.clock : null;
}
