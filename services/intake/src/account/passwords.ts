import type { Bilingual } from '@ekey/identifiers';
import { passwords } from '@ekey/platform';

const SHORTEST = 10;
const LONGEST = 128;

/** The same characters however a keyboard composes them (RFC 8265 §4.2). */
const prepared = (password: string): string => password.normalize('NFC');

/** @returns why this is no password for this user, or `null`. */
export function passwordFault(password: string, loginName: string): (Bilingual & { readonly code: string }) | null {
  const length = [...prepared(password)].length;
  if (length < SHORTEST || length > LONGEST)
    return {
      code: 'WrongLength',
      zh: `密码须为${SHORTEST}至${LONGEST}个字符。`,
      en: `A password has ${SHORTEST} to ${LONGEST} characters.`,
    };
  if (password.toLowerCase().includes(loginName.toLowerCase()))
    return { code: 'ContainsLoginName', zh: '密码不得包含用户名。', en: 'A password must not contain the user name.' };
  const kinds = [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  return kinds < 2 || new Set(password).size < 5
    ? {
        code: 'TooSimple',
        zh: '密码过于简单，请混合使用字母、数字或符号。',
        en: 'This password is too simple. Mix letters, digits or signs.',
      }
    : null;
}

export const { kept: hashPassword, isRight: isPassword } = passwords(prepared);
