import { accept, refuse, type Checked, type Subject } from './checked';
import { normaliseText } from './normalise-text';
import { hasRightOrganisationCheckCharacter } from './organisation-code';
import { usccParts } from './unified-social-credit-code';

export const importExportCodeSubject: Subject = {
  name: { zh: '进出口企业代码', en: 'Import and export enterprise code' },
  form: {
    zh: '13位，前4位为数字，后9位为组织机构代码',
    en: '13 characters, four digits and the nine characters of the organisation code',
  },
};

/**
 * 进出口企业代码 of 13 characters (WM 1-1999): four digits of region and the organisation code. Enterprises founded since
 * the end of registration (2022-12-30) have none, so the field that holds it is optional.
 */
export function checkImportExportCode(input: unknown): Checked<string> {
  const text = normaliseText(input, 'code', importExportCodeSubject);
  if (!text.ok) return text;
  const code = text.value;
  if (!/^[0-9A-Z]+$/.test(code)) return refuse(importExportCodeSubject, 'wrongCharacter');
  if (code.length !== 13) return refuse(importExportCodeSubject, 'wrongLength');
  if (!/^\d{4}[0-9A-Z]{8}[0-9X]$/.test(code)) return refuse(importExportCodeSubject, 'wrongShape');
  return hasRightOrganisationCheckCharacter(code.slice(4))
    ? accept(code)
    : refuse(importExportCodeSubject, 'checkDigitWrong');
}

/**
 * Whether both codes, in normal form, name the same organisation. Only the organisation codes are compared: the first
 * four digits follow another scheme (00 in places 3–4 outside special zones) than the region of the credit code.
 */
export const importExportCodeBelongsToUscc = (importExportCode: string, uscc: string): boolean =>
  importExportCode.slice(4) === usccParts(uscc).organisationCode;
