import { accept, refuse, type Checked, type Subject } from './checked';
import { normaliseText } from './normalise-text';

/** GB 11714-1997: here I, O, S, V and Z have values, other than in the unified social credit code around it. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const weights = [3, 7, 9, 10, 5, 8, 4, 2];

const subject: Subject = {
  name: { zh: '组织机构代码', en: 'Organisation code' },
  form: {
    zh: '8位数字或大写字母加1位校验码（数字或X），校验码前可带连字符',
    en: 'eight digits or capital letters and a check character (a digit or X), which a hyphen may precede',
  },
};

/**
 * The check character for the first eight: 11 − Σ mod 11, where 10 is written X and 11 is written 0 (GB 11714-1997).
 * @throws RangeError where `body` is not eight digits or capital letters
 */
export function organisationCodeCheckCharacter(body: string): string {
  if (!/^[0-9A-Z]{8}$/.test(body))
    throw new RangeError('the body of an organisation code has eight characters 0-9, A-Z');
  const sum = weights.reduce((total, weight, place) => total + alphabet.indexOf(body.charAt(place)) * weight, 0);
  const value = 11 - (sum % 11);
  if (value === 11) return '0';
  return value === 10 ? 'X' : String(value);
}

/** Whether nine characters without hyphen end in the check character of the first eight. */
export const hasRightOrganisationCheckCharacter = (code: string): boolean =>
  code.endsWith(organisationCodeCheckCharacter(code.slice(0, 8)));

/** 组织机构代码 of GB 11714-1997; the hyphen of the printed form (71526726-X) is stripped. Nine characters. */
export function checkOrganisationCode(input: unknown): Checked<string> {
  const text = normaliseText(input, 'code', subject);
  if (!text.ok) return text;
  const code = text.value.charAt(8) === '-' ? text.value.slice(0, 8) + text.value.slice(9) : text.value;
  if (!/^[0-9A-Z]+$/.test(code)) return refuse(subject, 'wrongCharacter');
  if (code.length !== 9) return refuse(subject, 'wrongLength');
  if (!/[0-9X]$/.test(code)) return refuse(subject, 'wrongShape');
  return hasRightOrganisationCheckCharacter(code) ? accept(code) : refuse(subject, 'checkDigitWrong');
}
