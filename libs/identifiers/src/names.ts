import { accept, refuse, type Checked, type Subject } from './checked';
import { normaliseText } from './normalise-text';

export const enterpriseSubject: Subject = {
  name: { zh: '企业名称', en: 'Enterprise name' },
  form: {
    zh: '与营业执照一致的中文名称，不超过100个字',
    en: 'the Chinese name as on the business licence, at most 100 characters',
  },
};

export const personSubject: Subject = {
  name: { zh: '姓名', en: 'Name of the person' },
  form: {
    zh: '与证件一致的姓名，2至50个字，不含数字，可用间隔号“·”',
    en: 'the name as on the identity document, 2 to 50 characters, no digits, the separating dot · allowed',
  },
};

export const englishSubject: Subject = {
  name: { zh: '企业英文名称', en: 'English name of the enterprise' },
  form: {
    zh: '英文字母、数字和半角符号，不超过200个字符',
    en: 'ASCII letters, digits and signs, at most 200 characters',
  },
};

/** Planes 2 and 3 hold nothing but ideographs; named as planes, so that a newly encoded one is not refused. */
const ideographicPlanes = '\\u{20000}-\\u{3FFFD}';
const hanCharacter = new RegExp(`[\\p{Script=Han}${ideographicPlanes}]`, 'u');
/** Letters, marks, digits, punctuation, spaces and the plus sign: no emoji, no angle brackets. */
const enterpriseCharacters = new RegExp(`^[\\p{L}\\p{M}\\p{N}\\p{P}\\p{Zs}+＋${ideographicPlanes}]+$`, 'u');
/** Letters and marks of any script, 〇, and what joins the parts of a name. */
const personCharacters = new RegExp(`^[\\p{L}\\p{M}〇·'’. ${ideographicPlanes}-]+$`, 'u');
/** No script of a name stacks more; beyond it marks only serve to overwrite the lines around them. */
const stackedMarks = /\p{M}{4}/u;

const codePoints = (text: string): number => [...text].length;

/**
 * 企业名称 as on the licence: NFC, 1–100 code points with at least one Chinese character. Full-width brackets and inner
 * spaces stay as they are; compare names by `sameEnterpriseName`.
 */
export function checkEnterpriseName(input: unknown): Checked<string> {
  const text = normaliseText(input, 'text', enterpriseSubject);
  if (!text.ok) return text;
  if (codePoints(text.value) > 100) return refuse(enterpriseSubject, 'wrongLength');
  if (!enterpriseCharacters.test(text.value)) return refuse(enterpriseSubject, 'wrongCharacter');
  if (!hanCharacter.test(text.value) || stackedMarks.test(text.value)) return refuse(enterpriseSubject, 'wrongShape');
  return text;
}

const foldBrackets = (name: string): string => name.normalize('NFC').replaceAll('（', '(').replaceAll('）', ')');

/** Whether two names are the same apart from full-width and half-width brackets, which licences print either way. */
export const sameEnterpriseName = (one: string, other: string): boolean => foldBrackets(one) === foldBrackets(other);

/** The separating dot is U+00B7 on identity documents; input methods also give these look-alikes. */
const toSeparatingDot = (name: string): string => name.replace(/[\u2022\u2027\u30fb\uff65]/g, '·');

/** 姓名: 2–50 code points, letters of any script, full-width Latin made half-width, the separating dot made U+00B7. */
export function checkPersonName(input: unknown): Checked<string> {
  const text = normaliseText(input, 'latin', personSubject);
  if (!text.ok) return text;
  const name = toSeparatingDot(text.value).normalize('NFC');
  const length = codePoints(name);
  if (length < 2 || length > 50) return refuse(personSubject, 'wrongLength');
  if (!personCharacters.test(name)) return refuse(personSubject, 'wrongCharacter');
  const parts = name.split('·');
  const everyPartNamesSomething = parts.every((part) => /[\p{L}〇\u{20000}-\u{3FFFD}]/u.test(part));
  return everyPartNamesSomething && !stackedMarks.test(name) ? accept(name) : refuse(personSubject, 'wrongShape');
}

/** 企业英文名称: printable ASCII with at least one letter, at most 200 characters. */
export function checkEnglishName(input: unknown): Checked<string> {
  const text = normaliseText(input, 'latin', englishSubject);
  if (!text.ok) return text;
  if (!/^[\x20-\x7e]+$/.test(text.value)) return refuse(englishSubject, 'wrongCharacter');
  if (text.value.length > 200) return refuse(englishSubject, 'wrongLength');
  return /[A-Za-z]/.test(text.value) ? text : refuse(englishSubject, 'wrongShape');
}
