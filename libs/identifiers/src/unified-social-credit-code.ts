import { accept, refuse, type Checked, type Subject } from './checked';
import { normaliseText } from './normalise-text';

/** GB 32100-2015: digits and capital letters without I, O, S, V and Z; the value of each is its index. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015: the weight of place i is 3^(i−1) mod 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export const usccSubject: Subject = {
  name: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  form: {
    zh: '18位，由数字和大写字母组成（不使用I、O、S、V、Z），第3至8位为数字',
    en: '18 characters, digits and capital letters without I, O, S, V and Z, places 3 to 8 being digits',
  },
  advice: {
    checkDigitWrong: {
      zh: '统一社会信用代码校验码不符，请对照营业执照逐位核对。若与营业执照完全一致，可申请由审核人员人工核实。',
      en:
        'Unified social credit code: the check character does not match; compare it with the business licence ' +
        'character by character. If they are the same, ask for the code to be verified by a reviewer.',
    },
  },
};

/**
 * The check character that belongs to the first 17 characters (GB 32100-2015).
 * The outer `mod 31` matters: where the sum is a multiple of 31 the check value is 0, not 31, which has no character.
 * @throws RangeError where `body` is not 17 characters of the alphabet
 */
export function usccCheckCharacter(body: string): string {
  if (body.length !== weights.length)
    throw new RangeError('the body of a unified social credit code has 17 characters');
  let sum = 0;
  weights.forEach((weight, place) => {
    const value = alphabet.indexOf(body.charAt(place));
    if (value < 0) throw new RangeError('a character outside the alphabet of GB 32100-2015');
    sum += value * weight;
  });
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** Everything but the check character: the normal form that a reviewer's override lets through. */
export function checkUsccShape(input: unknown): Checked<string> {
  const text = normaliseText(input, 'code', usccSubject);
  if (!text.ok) return text;
  if ([...text.value].some((character) => !alphabet.includes(character))) return refuse(usccSubject, 'wrongCharacter');
  if (text.value.length !== 18) return refuse(usccSubject, 'wrongLength');
  if (!/^\d{6}$/.test(text.value.slice(2, 8))) return refuse(usccSubject, 'wrongShape');
  return text;
}

/**
 * 统一社会信用代码 of GB 32100-2015, 18 characters in upper case. Registering departments are not listed, since more exist
 * than are published, and the check digit inside the organisation code is not asked for.
 *
 * `checkDigitWrong` is answered only by a code that is right in every other respect. Registered companies with such a
 * code exist, so the caller offers verification by a reviewer and then takes the value of `checkUsccShape`.
 */
export function checkUscc(input: unknown): Checked<string> {
  const shape = checkUsccShape(input);
  if (!shape.ok) return shape;
  const uscc = shape.value;
  return uscc.endsWith(usccCheckCharacter(uscc.slice(0, 17))) ? accept(uscc) : refuse(usccSubject, 'checkDigitWrong');
}

export interface UsccParts {
  /** 登记管理部门代码, e.g. 9 市场监管 */
  readonly department: string;
  /** 机构类别代码, e.g. 1 enterprise, 2 sole trader, 3 farmers' cooperative (under department 9) */
  readonly category: string;
  /** 登记管理机关行政区划码, GB/T 2260, six digits */
  readonly region: string;
  /** 主体标识码: the organisation code of GB 11714, nine characters without hyphen */
  readonly organisationCode: string;
  readonly checkCharacter: string;
}

/** The parts of a code in its normal form. */
export const usccParts = (uscc: string): UsccParts => ({
  department: uscc.slice(0, 1),
  category: uscc.slice(1, 2),
  region: uscc.slice(2, 8),
  organisationCode: uscc.slice(8, 17),
  checkCharacter: uscc.slice(17),
});
