import { canonicalJson, reject, type Decider, type Decision } from '@ekey/kernel';
import type { CalendarCommand, CalendarRejection } from './calendar.commands';
import type { CalendarEvent } from './calendar.events';
import { evolve, initial, type CalendarState } from './calendar.state';

/** What is loaded already changes nothing; anything else is an amendment and needs a version of its own. */
function decide(
  { data: { calendar, now } }: CalendarCommand,
  state: CalendarState,
): Decision<CalendarEvent, CalendarRejection> {
  if (canonicalJson(calendar) === canonicalJson(state.newest)) return [];
  if (state.versions.includes(calendar.version)) return reject('VersionUsed', { version: calendar.version });
  return [{ type: 'CalendarYearLoaded', data: { ...calendar, edition: state.edition + 1, loadedAt: now } }];
}

/** One year of the official calendar, with every amendment. */
export const calendar: Decider<CalendarCommand, CalendarState, CalendarEvent, CalendarRejection> = {
  category: 'review.Calendar',
  initial,
  decide,
  evolve,
};
