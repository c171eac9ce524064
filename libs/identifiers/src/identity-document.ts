import { accept, refuse, type Bilingual, type Checked, type Subject } from './checked';
import { checkCitizenNumber } from './citizen-number';
import { normaliseText } from './normalise-text';

/** The documents by which a person may be named in an application. */
export const identityDocumentKinds = [
  'residentIdentityCard',
  'hongKongMacaoTaiwanResidencePermit',
  'foreignPermanentResidentCard',
  'formerForeignPermanentResidentCard',
  'hongKongMacaoTravelPermit',
  'taiwanTravelPermit',
  'passport',
] as const;

export type IdentityDocumentKind = (typeof identityDocumentKinds)[number];

/** `prefix`: of the GB 11643 family, which tells birth and age. `shape`: nothing can be checked but the outer form. */
type Rule = Subject & ({ readonly prefix: RegExp } | { readonly shape: RegExp; readonly alphabet: RegExp });

const digitsAndX = {
  zh: '18位，前17位为数字，末位为数字或X',
  en: '18 characters, 17 digits and a digit or X at the end',
};

const rules: Record<IdentityDocumentKind, Rule> = {
  residentIdentityCard: {
    name: { zh: '居民身份证', en: 'Resident identity card' },
    form: digitsAndX,
    // GB/T 2260: 1–7 are the mainland's great regions and Taiwan; 81, 82 and 83 mark residence permits.
    prefix: /^[1-7]/,
  },
  hongKongMacaoTaiwanResidencePermit: {
    name: { zh: '港澳台居民居住证', en: 'Residence permit for Hong Kong, Macao and Taiwan residents' },
    form: {
      zh: '18位，以810000、820000或830000开头，末位为数字或X',
      en: '18 characters, beginning with 810000, 820000 or 830000, a digit or X at the end',
    },
    prefix: /^8[123]0000$/,
  },
  foreignPermanentResidentCard: {
    name: { zh: '外国人永久居留身份证', en: 'Foreign permanent resident identity card' },
    form: { zh: '18位，以9开头，末位为数字或X', en: '18 characters, beginning with 9, a digit or X at the end' },
    prefix: /^9/,
  },
  formerForeignPermanentResidentCard: {
    name: { zh: '外国人永久居留身份证（旧版）', en: 'Foreign permanent resident identity card (before 2023)' },
    form: { zh: '15位，3位大写字母加12位数字', en: 'three capital letters and 12 digits' },
    alphabet: /^[0-9A-Z]+$/,
    shape: /^[A-Z]{3}\d{12}$/,
  },
  hongKongMacaoTravelPermit: {
    name: { zh: '港澳居民来往内地通行证', en: 'Mainland travel permit for Hong Kong and Macao residents' },
    form: { zh: '字母H或M加8位或10位数字', en: 'the letter H or M and eight or ten digits' },
    alphabet: /^[0-9A-Z]+$/,
    shape: /^[HM]\d{8}(?:\d{2})?$/,
  },
  taiwanTravelPermit: {
    name: { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit for Taiwan residents' },
    form: { zh: '8位或10位数字', en: 'eight or ten digits' },
    alphabet: /^[0-9]+$/,
    shape: /^\d{8}(?:\d{2})?$/,
  },
  passport: {
    name: { zh: '护照', en: 'Passport' },
    form: { zh: '5至17位数字和大写字母', en: '5 to 17 digits and capital letters' },
    alphabet: /^[0-9A-Z]+$/,
    shape: /^[0-9A-Z]{5,17}$/,
  },
};

/** The name of each kind as a form prints it. */
export const identityDocumentName = (kind: IdentityDocumentKind): Bilingual => rules[kind].name;

/**
 * The number of an identity document in its normal form. Where the number tells the date of birth, its check character
 * and the holder's age of 18 are checked as well; the others have no public check rule and are taken by their form.
 * @param today YYYY-MM-DD in the time of China; the clock is the caller's
 * @throws RangeError where `today` is not a calendar date
 */
export function checkIdentityDocument(kind: IdentityDocumentKind, input: unknown, today: string): Checked<string> {
  const rule = rules[kind];
  if ('prefix' in rule) return checkCitizenNumber(input, today, rule.prefix, rule);
  const text = normaliseText(input, 'code', rule);
  if (!text.ok) return text;
  if (!rule.alphabet.test(text.value)) return refuse(rule, 'wrongCharacter');
  return rule.shape.test(text.value) ? accept(text.value) : refuse(rule, 'wrongShape');
}
