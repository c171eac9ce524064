import type { Decision } from '@ekey/kernel';
import { restatedClock } from '../deadline';
import type { LoadedYear, ReviewRejection } from '../review.commands';
import type { Deadline, ReviewEvent } from '../review.events';
import type { ReviewState, RunningClock } from '../review.state';

type Answer = Decision<ReviewEvent, ReviewRejection>;

const deadlineOf = ({ round, stage, startedAt, dueAt, dueOn, provisional }: RunningClock): Deadline => ({
  round,
  stage,
  startedAt,
  dueAt,
  dueOn,
  provisional,
});

/** What time has brought about: the breach, once, or else the latest warning that is due and was not given. */
export function checkDeadline(now: string, state: ReviewState): Answer {
  if (state.status !== 'under-review' || state.clock === null || state.clock.breached) return [];
  const { clock } = state;
  if (now >= clock.dueAt) {
    const { kind } = state.submission;
    return [{ type: 'DeadlineBreached', data: { ...deadlineOf(clock), kind, breachedAt: now } }];
  }
  const warning = clock.warnings.findLast(({ at }) => at <= now && at > (clock.warnedAt ?? ''));
  return warning ? [{ type: 'DeadlineNear', data: { ...deadlineOf(clock), warning, warnedAt: now } }] : [];
}

/** A year of the calendar was published or amended: the due date is restated where the count meets that year. */
export function applyCalendar(years: readonly LoadedYear[], state: ReviewState): Answer {
  if (state.status !== 'under-review' || state.clock === null) return [];
  const restated = restatedClock(state, state.clock, years);
  return restated ? [restated] : [];
}
