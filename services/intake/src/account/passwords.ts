import { passwords, type Bilingual } from '@ekey/platform';

const SHORTEST = 10;
const LONGEST = 128;
/** The rule in words, for who chooses one. */
export const PASSWORD_RULE = `${SHORTEST} to ${LONGEST} characters, of letters, digits and signs at least two kinds, and without the user name.`;

/** The same characters however a keyboard composes them (RFC 8265 §4.2). */
const prepared = (password: string): string => password.normalize('NFC');

type Verdict =
  { readonly ok: true; readonly value: string } | (Bilingual & { readonly ok: false; readonly code: string });

/** Whether this may be the password of this user, and why not. */
export function checkPassword(password: string, loginName: string): Verdict {
  const fault = faultOf(password, loginName);
  return fault === null ? { ok: true, value: password } : { ok: false, ...fault };
}

function faultOf(password: string, loginName: string): (Bilingual & { readonly code: string }) | null {
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
