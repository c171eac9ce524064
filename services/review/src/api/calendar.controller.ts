import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { Answers, AnswersStored, Commands, Does, HttpIntent, Intent, stored, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { createCalendar, officialCalendars, parseCalendarYear, shanghaiDate } from '@ekey/working-days';
import { HandleCalendar } from '../calendar/calendar.handler';
import { calendarYears } from '../views/calendar.view';
import { calendarInvalid, calendarProblems, otherYear } from './calendar.problems';
import { calendarAnswer } from './organisations.answers';

/** For readers of the API alone: the content is read, and refused in its own words, by `parseCalendarYear`. */
const calendarDay = {
  type: 'object',
  required: ['workday', 'name'],
  properties: { workday: { type: 'boolean' }, name: { type: 'string', example: '春节' } },
};
const calendarBody = {
  type: 'object',
  required: ['year', 'version', 'source', 'days'],
  properties: {
    year: { type: 'integer', example: 2027 },
    version: { type: 'string', example: '1' },
    source: { type: 'string', description: 'Title and number of the notice.' },
    days: {
      type: 'object',
      description: 'The days that differ from Monday to Friday, by date.',
      additionalProperties: calendarDay,
    },
  },
};

/** The official calendar, year by year, as the State Council's office arranges it. */
@Controller('api/review/v1/calendar')
export class CalendarController {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does(
    '已载入和应当载入的工作日历年份',
    'The years of the official calendar that are known, and those that ought to be by now',
  )
  @Get()
  @Answers(200, calendarAnswer)
  async list(@Intent() { now }: HttpIntent) {
    const { items: loaded } = await this.views.find(calendarYears, { limit: 200, orderBy: 'year' });
    const released = officialCalendars.filter(({ year }) => loaded.every((each) => each.year !== year));
    const missing = createCalendar([...officialCalendars, ...loaded]).missingYears(shanghaiDate(now));
    return { items: [...released.map((year) => ({ ...year, edition: 0 })), ...loaded], missing };
  }

  @Does('载入一年的工作日历', 'Load a year of the official calendar')
  @Put(':year')
  @ApiBody({ schema: calendarBody })
  @AnswersStored(204)
  async load(@Param('year') year: string, @Body() body: unknown, @Intent() intent: HttpIntent) {
    const parsed = parseCalendarYear(body);
    if (!parsed.ok) throw calendarInvalid(parsed.problems);
    if (String(parsed.value.year) !== year) throw otherYear();
    const command = { type: 'LoadCalendarYear', data: { calendar: parsed.value, now: intent.now } } as const;
    const envelope = intent.envelope({ sent: parsed.value });
    return stored(await this.commands.send(HandleCalendar, year, command, envelope, calendarProblems));
  }
}
