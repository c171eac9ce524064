import type { CalendarYear } from '@ekey/working-days';
import type { CalendarEvent } from './calendar.events';

export interface CalendarState {
  readonly edition: number;
  readonly newest: CalendarYear | null;
  readonly versions: readonly string[];
}

export const initial: CalendarState = { edition: 0, newest: null, versions: [] };

export function evolve(state: CalendarState, event: CalendarEvent): CalendarState {
  switch (event.type) {
    case 'CalendarYearLoaded': {
      const { edition, loadedAt: _loadedAt, ...newest } = event.data;
      return { edition, newest, versions: [...state.versions, newest.version] };
    }
    default:
      event.type satisfies never;
      return state;
  }
}
