import { calendar2024 } from './calendar-2024';
import { calendar2025 } from './calendar-2025';
import { calendar2026 } from './calendar-2026';
import type { CalendarYear } from './calendar-year';

/** The years that came with this release; later ones are loaded by the authority when their notice is published. */
export const officialCalendars: readonly CalendarYear[] = [calendar2024, calendar2025, calendar2026];
