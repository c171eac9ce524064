import { createCalendar, officialCalendars, shanghaiDate, type WorkingCalendar } from '@ekey/working-days';
import type { LoadedYear } from './review.commands';
import type { DueDateSet, Editions } from './review.events';
import type { RunningClock, UnderReview } from './review.state';
import { stageRules } from './stages';

const released = createCalendar(officialCalendars);

const calendarWith = (loaded: readonly LoadedYear[]): WorkingCalendar =>
  loaded.length === 0 ? released : createCalendar([...officialCalendars, ...loaded]);

/** The years between the first and the last day of a period, and which edition of each was counted by. */
function editionsOf(calendar: WorkingCalendar, loaded: readonly LoadedYear[], from: string, to: string): Editions {
  const editions: Record<string, number> = {};
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const edition = loaded.find((each) => each.year === year)?.edition;
    editions[year] = edition ?? (calendar.hasYear(year) ? 0 : -1);
  }
  return editions;
}

function dueDate(state: UnderReview, startedAt: string, loaded: readonly LoadedYear[], restated: boolean): DueDateSet {
  const { clock: stage, workingDays } = stageRules[state.stage];
  const calendar = calendarWith(loaded);
  const { dueAt, dueOn, provisional } = calendar.dueAt(startedAt, workingDays);
  return {
    type: 'DueDateSet',
    data: {
      kind: state.submission.kind,
      round: state.round,
      stage,
      startedAt,
      dueAt,
      dueOn,
      provisional,
      warnings: calendar.warnings(startedAt, dueAt),
      editions: editionsOf(calendar, loaded, shanghaiDate(startedAt), dueOn),
      restated,
    },
  };
}

/**
 * The clock of a stage that begins now, counted by the years that came with this release. A year that was loaded since
 * is applied by a command of its own, so that no case waits for a calendar and none is ever without a due date.
 */
export const startClock = (state: UnderReview, startedAt: string): DueDateSet => dueDate(state, startedAt, [], false);

/** The due date counted anew, where a year within the period is known in a newer edition and none in an older one. */
export function restatedClock(
  state: UnderReview,
  clock: RunningClock,
  loaded: readonly LoadedYear[],
): DueDateSet | null {
  const restated = dueDate(state, clock.startedAt, loaded, true);
  const years = Object.entries(restated.data.editions);
  const isNewer = years.some(([year, edition]) => edition > (clock.editions[year] ?? -1));
  const isOlder = years.some(([year, edition]) => edition < (clock.editions[year] ?? -1));
  return isNewer && !isOlder ? restated : null;
}
