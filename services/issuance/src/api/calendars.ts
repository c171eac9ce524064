import { Inject, Injectable } from '@nestjs/common';
import { VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { createCalendar, officialCalendars, type WorkingCalendar } from '@ekey/working-days';
import { calendarYears } from '../views/calendar-years.view';

/** The calendar as far as it is known here: the years of this release, and over them those that review has loaded since. */
@Injectable()
export class Calendars {
  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async current(): Promise<WorkingCalendar> {
    const { items } = await this.views.find(calendarYears, { limit: 200 });
    return createCalendar([...officialCalendars, ...items]);
  }
}
