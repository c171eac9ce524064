import { accept, refuse, type Checked, type Subject } from './checked';
import { normaliseText } from './normalise-text';

export const mobileSubject: Subject = {
  name: { zh: '手机号码', en: 'Mobile number' },
  form: {
    zh: '以1开头的11位数字，不带+86、空格和连字符',
    en: '11 digits beginning with 1, without +86, spaces or hyphens',
  },
};

export const landlineSubject: Subject = {
  name: { zh: '固定电话', en: 'Landline number' },
  form: {
    zh: '区号加7至8位号码，可带分机号（如010-12345678-123），或400、800号码',
    en: 'area code and 7 or 8 digits, an extension if any (010-12345678-123), or a 400 or 800 number',
  },
};

export const postcodeSubject: Subject = {
  name: { zh: '邮政编码', en: 'Postcode' },
  form: { zh: '6位数字', en: 'six digits' },
};

function checkByShape(input: unknown, subject: Subject, alphabet: RegExp, shape: RegExp): Checked<string> {
  const text = normaliseText(input, 'latin', subject);
  if (!text.ok) return text;
  if (!alphabet.test(text.value)) return refuse(subject, 'wrongCharacter');
  return shape.test(text.value) ? accept(text.value) : refuse(subject, 'wrongShape');
}

/** 手机: 11 digits. That it is in the person's hands is proved elsewhere. */
export const checkMobile = (input: unknown): Checked<string> =>
  checkByShape(input, mobileSubject, /^\d+$/, /^1[3-9]\d{9}$/);

/** 固定电话 with area code and extension, or a 400 or 800 number. Hyphens stay as they were typed. */
export const checkLandline = (input: unknown): Checked<string> =>
  checkByShape(input, landlineSubject, /^[\d-]+$/, /^(?:0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4})$/);

/** 邮政编码: a string, because 010000 begins with a zero that counts. */
export const checkPostcode = (input: unknown): Checked<string> =>
  checkByShape(input, postcodeSubject, /^\d+$/, /^\d{6}$/);
