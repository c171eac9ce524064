const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

/** Whether `YYYY-MM-DD` names a day that exists. Counted here: `Date` takes 30 February for 2 March. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The day on which somebody born on `birthDate` reaches `age`, both `YYYY-MM-DD`. Who was born on 29 February reaches
 * it on the last day of February where the year has no such day (民法典 art. 202).
 */
export function dayOfReachingAge(birthDate: string, age: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const reached = Number(year) + age;
  const lastDay = daysInMonth(reached, Number(month));
  return `${String(reached).padStart(4, '0')}-${month}-${String(Math.min(Number(day), lastDay)).padStart(2, '0')}`;
}
