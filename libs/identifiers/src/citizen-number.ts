import { accept, refuse, type Checked, type Subject } from './checked';
import { dayOfReachingAge, isCalendarDate } from './calendar-date';
import { normaliseText } from './normalise-text';

/** GB 11643-1999: the weight of place i is 2^(18−i) mod 11; the sum's remainder picks the check character. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
const ageOfMajority = 18;

export interface CitizenNumberParts {
  /** Six digits: GB/T 2260 on a 居民身份证, province and country on a 外国人永久居留身份证 */
  readonly region: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  /** An odd 17th digit is male (GB 11643-1999) */
  readonly sex: 'male' | 'female';
}

/**
 * The check character that belongs to the first 17 digits.
 * @throws RangeError where `body` is not 17 digits
 */
export function citizenNumberCheckCharacter(body: string): string {
  if (!/^\d{17}$/.test(body)) throw new RangeError('the body of a citizen number has 17 digits');
  const sum = weights.reduce((total, weight, place) => total + Number(body.charAt(place)) * weight, 0);
  return checkCharacters.charAt(sum % 11);
}

/** What an 18-place number in normal form says about its holder. */
export const citizenNumberParts = (number: string): CitizenNumberParts => ({
  region: number.slice(0, 6),
  birthDate: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
  sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female',
});

/**
 * One number of the GB 11643 family: form, prefix of its kind, real date of birth, check character, age.
 * `prefix` must match the first six digits. Regions and years of birth are not listed: both lists age.
 * @param today YYYY-MM-DD; the holder must have reached 18 on this day
 * @throws RangeError where `today` is not a calendar date
 */
export function checkCitizenNumber(input: unknown, today: string, prefix: RegExp, subject: Subject): Checked<string> {
  if (!isCalendarDate(today)) throw new RangeError('today must be a calendar date, YYYY-MM-DD');
  const text = normaliseText(input, 'code', subject);
  if (!text.ok) return text;
  const number = text.value;
  if (!/^[0-9X]+$/.test(number)) return refuse(subject, 'wrongCharacter');
  if (number.length !== 18) return refuse(subject, 'wrongLength');
  if (!/^\d{17}/.test(number)) return refuse(subject, 'wrongShape');
  if (!prefix.test(number.slice(0, 6))) return refuse(subject, 'wrongKind');
  const { birthDate } = citizenNumberParts(number);
  if (!isCalendarDate(birthDate)) return refuse(subject, 'impossibleDate');
  if (!number.endsWith(citizenNumberCheckCharacter(number.slice(0, 17)))) return refuse(subject, 'checkDigitWrong');
  // ISO dates of four-digit years sort as text.
  if (birthDate > today) return refuse(subject, 'impossibleDate');
  return dayOfReachingAge(birthDate, ageOfMajority) > today ? refuse(subject, 'underAge') : accept(number);
}
