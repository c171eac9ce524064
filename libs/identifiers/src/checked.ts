/**
 * What can be wrong with a value, as a closed set: callers switch over it, screens and API documents list it.
 * `checkDigitWrong` is the only one a reviewer may override, because codes exist that were issued with a wrong one.
 */
export const identifierProblems = [
  'notText',
  'unsafeCharacter',
  'empty',
  'wrongLength',
  'wrongCharacter',
  'wrongShape',
  'wrongKind',
  'checkDigitWrong',
  'impossibleDate',
  'underAge',
] as const;

export type IdentifierProblem = (typeof identifierProblems)[number];

/** One sentence or name in the two languages that every answer of the system carries. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The value was refused: `zh` and `en` say what is wrong and what to do, and never repeat the value itself. */
export interface Refused extends Bilingual {
  readonly ok: false;
  readonly code: IdentifierProblem;
}

/** The value in its normal form, or the reason why it cannot be accepted. */
export type Checked<T> = { readonly ok: true; readonly value: T } | Refused;

/** What a check is about: its name, its right form in words, and sentences where the general one would not help. */
export interface Subject {
  readonly name: Bilingual;
  readonly form: Bilingual;
  readonly advice?: Partial<Record<IdentifierProblem, Bilingual>>;
}

const findings: Record<IdentifierProblem, (name: Bilingual) => Bilingual> = {
  notText: (name) => ({ zh: `${name.zh}必须是文本。`, en: `${name.en} must be text.` }),
  unsafeCharacter: (name) => ({
    zh: `${name.zh}含有不可见、控制或无法识别的字符，请删除后手工重新输入。`,
    en: `${name.en} contains an invisible, control or unreadable character; delete it and type the value by hand.`,
  }),
  empty: (name) => ({ zh: `请填写${name.zh}。`, en: `Enter: ${name.en}.` }),
  wrongLength: (name) => ({ zh: `${name.zh}长度不正确。`, en: `${name.en} has the wrong length.` }),
  wrongCharacter: (name) => ({
    zh: `${name.zh}含有不允许的字符。`,
    en: `${name.en} contains a character that is not allowed.`,
  }),
  wrongShape: (name) => ({ zh: `${name.zh}格式不正确。`, en: `${name.en} is not in the right form.` }),
  wrongKind: (name) => ({
    zh: `该号码不是${name.zh}的号码，请核对所选证件类型。`,
    en: `This is not the number of this kind of document (${name.en}); check the kind that was chosen.`,
  }),
  checkDigitWrong: (name) => ({
    zh: `${name.zh}校验码不符，请对照证件逐位核对。`,
    en: `${name.en}: the check character does not match; compare it with the document character by character.`,
  }),
  impossibleDate: (name) => ({
    zh: `${name.zh}中的出生日期不存在或晚于今天，请对照证件核对。`,
    en: `${name.en} contains a date of birth that does not exist or is still to come; compare it with the document.`,
  }),
  underAge: (name) => ({
    zh: `${name.zh}显示该人员未满18周岁，请指定年满18周岁的人员。`,
    en: `${name.en} shows a person under 18; name a person who is 18 or older.`,
  }),
};

/** The problems whose remedy is the right form itself, which is therefore stated after the finding. */
const remediedByForm: ReadonlySet<IdentifierProblem> = new Set([
  'wrongLength',
  'wrongCharacter',
  'wrongShape',
  'wrongKind',
]);

/** Accepts `value`. */
export const accept = <T>(value: T): Checked<T> => ({ ok: true, value });

/** Refuses a value of `subject`: the finding, then what the right form is. */
export function refuse(subject: Subject, code: IdentifierProblem): Refused {
  const special = subject.advice?.[code];
  if (special) return { ok: false, code, ...special };
  const finding = findings[code](subject.name);
  if (!remediedByForm.has(code)) return { ok: false, code, ...finding };
  return {
    ok: false,
    code,
    zh: `${finding.zh}正确格式：${subject.form.zh}。`,
    en: `${finding.en} Right form: ${subject.form.en}.`,
  };
}
