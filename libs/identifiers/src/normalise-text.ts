import { accept, refuse, type Checked, type Subject } from './checked';
import { containsUnsafeCharacter } from './unsafe-characters';

/**
 * - `code`: full-width forms to half-width, a–z to A–Z, outer spaces removed
 * - `latin`: the same without changing case
 * - `text`: NFC, outer spaces removed; full-width forms stay, since a licence prints them
 */
export type TextForm = 'code' | 'latin' | 'text';

/** No field of the domain is longer; a longer input is refused before any work is spent on it. */
const longestInput = 1_000;

const anyText: Subject = {
  name: { zh: '该项', en: 'This field' },
  form: { zh: `不超过${longestInput}个字符`, en: `at most ${longestInput} characters` },
};

/** U+FF01–FF5E are the full-width twins of U+0021–007E; U+3000 is the full-width space. */
const toHalfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');

/**
 * Only a–z: the general mapping would turn ı into I, ſ into S and the ligature ﬁ into two letters, and so make a valid
 * code out of characters that no certificate ever carried.
 */
const toUpperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** Only A–Z, for the same reason: the Kelvin sign would otherwise become a k. */
export const toLowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function inForm(text: string, form: TextForm): string {
  if (form === 'text') return text.normalize('NFC');
  const narrow = toHalfWidth(text);
  return form === 'code' ? toUpperAscii(narrow) : narrow;
}

/**
 * Brings what a person typed or pasted into its normal form. Refuses what is no string, is empty or too long, or holds
 * a control, bidirectional, invisible, private-use, replacement or half character (`unsafeRanges`).
 */
export function normaliseText(input: unknown, form: TextForm, subject: Subject = anyText): Checked<string> {
  if (typeof input !== 'string') return refuse(subject, 'notText');
  if (input.length > longestInput) return refuse(subject, 'wrongLength');
  if (containsUnsafeCharacter(input)) return refuse(subject, 'unsafeCharacter');
  // Line breaks and the byte order mark, which trim() takes too, were refused above: what is left are spaces.
  const text = inForm(input, form).trim();
  return text === '' ? refuse(subject, 'empty') : accept(text);
}
