import { accept, refuse, type Checked, type Subject } from './checked';
import { normaliseText, toLowerAscii } from './normalise-text';

/** RFC 5321 §4.5.3.1 with the erratum that makes a path of 256 octets hold an address of 254. */
const longestAddress = 254;
const longestLocalPart = 64;
const longestLabel = 63;

export const emailSubject: Subject = {
  name: { zh: '电子邮箱', en: 'E-mail address' },
  form: {
    zh: '名称@域名，仅用英文字母、数字和常用符号，不超过254个字符',
    en: 'name@domain in ASCII letters, digits and the usual signs, at most 254 characters',
  },
};

/** A dot-atom of RFC 5322 §3.2.3; the quoted form is left out, since no mailbox of practice needs it. */
const isLocalPart = (text: string): boolean =>
  text.length <= longestLocalPart && text.split('.').every((atom) => /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/.test(atom));

const isLabel = (text: string): boolean =>
  text.length <= longestLabel && /^[a-z0-9-]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-');

/** Two labels or more, the last not a number, which would make it an address of a machine. */
function isDomain(text: string): boolean {
  const labels = text.split('.');
  return labels.length >= 2 && labels.every(isLabel) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/**
 * The shape of an address, its domain in lower case (the local part is the receiving host's to compare, RFC 5321 §2.4).
 * A domain in Chinese characters is given in its `xn--` form. That mail arrives is proved by the link sent to it.
 */
export function checkEmailAddress(input: unknown): Checked<string> {
  const text = normaliseText(input, 'latin', emailSubject);
  if (!text.ok) return text;
  if (!/^[\x21-\x7e]+$/.test(text.value)) return refuse(emailSubject, 'wrongCharacter');
  if (text.value.length > longestAddress) return refuse(emailSubject, 'wrongLength');
  const at = text.value.lastIndexOf('@');
  const localPart = text.value.slice(0, Math.max(at, 0));
  const domain = toLowerAscii(text.value.slice(at + 1));
  return at > 0 && isLocalPart(localPart) && isDomain(domain)
    ? accept(`${localPart}@${domain}`)
    : refuse(emailSubject, 'wrongShape');
}
