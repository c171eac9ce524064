import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { CalendarCommand, CalendarRejection } from './calendar.commands';
import { calendar } from './calendar.decider';
import type { CalendarEvent } from './calendar.events';

export class HandleCalendar extends StreamCommand<CalendarCommand, CalendarEvent, CalendarRejection> {}

@CommandHandler(HandleCalendar)
export class CalendarHandler extends DeciderHandler(calendar) {}
