import { problem, problemsOf } from '@ekey/platform';
import type { CalendarProblem } from '@ekey/working-days';
import type { CalendarRejection } from '../calendar/calendar.commands';

export const calendarProblems = problemsOf<CalendarRejection>({
  VersionUsed: {
    status: 409,
    zh: '该版本号已用于此年的另一份安排，请为修订使用新的版本号。',
    en: 'This version was used for another arrangement of the year. Give the amendment a version of its own.',
  },
});

/** Everything that is wrong with a calendar, at once. */
export const calendarInvalid = (problems: readonly CalendarProblem[]) =>
  problem({
    status: 400,
    code: 'InvalidCalendar',
    zh: '日历内容不正确，请按提示修改。',
    en: 'The calendar is not in order. Mend what is named below.',
    errors: problems.slice(0, 100).map(({ at, code, zh, en }) => ({ field: at, code, zh, en })),
  });

export const otherYear = () =>
  problem({
    status: 400,
    code: 'OtherYear',
    zh: '内容中的年份与地址中的年份不一致。',
    en: 'The year of the content is not that of the address.',
    errors: [{ field: 'year', code: 'OtherYear', zh: '年份不一致。', en: 'The years differ.' }],
  });
