import { problem, type Bilingual, type FieldError } from '@ekey/platform';

/** A value in its normal form, or why it cannot be taken. */
type Checked =
  { readonly ok: true; readonly value: unknown } | (Bilingual & { readonly ok: false; readonly code: string });
type Values<Checks> = {
  readonly [Field in keyof Checks]: Extract<Checks[Field], { readonly ok: true }> extends {
    readonly value: infer Value;
  }
    ? Value
    : never;
};

const capital = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1);

/**
 * The normal forms of fields whose rules JSON Schema cannot say.
 * @throws the problem that names every field that does not fit, as for any other request.
 */
export function checkedFields<Checks extends Readonly<Record<string, Checked>>>(checks: Checks): Values<Checks> {
  const errors: FieldError[] = [];
  const values: Record<string, unknown> = {};
  for (const [field, checked] of Object.entries(checks)) {
    if (checked.ok) values[field] = checked.value;
    else errors.push({ field, code: capital(checked.code), zh: checked.zh, en: checked.en });
  }
  if (errors.length > 0) throw invalidFields(errors);
  return values as Values<Checks>;
}

const invalidFields = (errors: readonly FieldError[]) =>
  problem({
    status: 400,
    code: 'InvalidRequest',
    zh: '请求内容不正确，请按提示修改。',
    en: 'The request does not fit. Mend the fields named below.',
    errors,
  });
