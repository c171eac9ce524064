import { normaliseText, type Checked } from '@ekey/identifiers';
import { fine, wrong, type Choice, type FieldAnswer, type FormField } from './form-field';

/** Codes on the wire begin with a capital, as those of every other problem. */
const capital = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1);

/** The answer of an identifier check as that of a field. */
export const fromChecked = (checked: Checked<string>): FieldAnswer =>
  checked.ok ? fine(checked.value) : wrong(capital(checked.code), checked.zh, checked.en);

export const checkedBy =
  (check: (value: unknown) => Checked<string>): FormField['check'] =>
  (value) =>
    fromChecked(check(value));

/** Free text of one line: NFC, no control or bidirectional characters, at most so many characters. */
export const freeText =
  (maxLength: number): FormField['check'] =>
  (value) => {
    const text = fromChecked(normaliseText(value, 'text'));
    if (!text.ok || [...(text.value as string)].length <= maxLength) return text;
    return wrong('WrongLength', `不超过${maxLength}个字。`, `At most ${maxLength} characters.`);
  };

export const oneOf =
  (choices: readonly Choice[]): FormField['check'] =>
  (value) =>
    choices.some(({ code }) => code === value)
      ? fine(value)
      : wrong('NotOffered', '请从所列选项中选择。', 'Choose one of those that are listed.');

/** Several of a list, each once, in the order of the list. */
export const someOf =
  (choices: readonly Choice[]): FormField['check'] =>
  (value) => {
    if (!Array.isArray(value) || value.some((each) => choices.every(({ code }) => code !== each)))
      return wrong('NotOffered', '请从所列选项中选择。', 'Choose from those that are listed.');
    return fine(choices.map(({ code }) => code).filter((code) => value.includes(code)));
  };

export const wholeNumber =
  (from: number, to: number): FormField['check'] =>
  (value) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to
      ? fine(value)
      : from === to
        ? wrong('OutOfRange', `此项只能为${from}。`, `This can only be ${from}.`)
        : wrong('OutOfRange', `请填写${from}至${to}之间的整数。`, `Enter a whole number from ${from} to ${to}.`);
