import { importExportCodeBelongsToUscc, sameEnterpriseName, checkUscc } from '@ekey/identifiers';
import type { SubmittedForm } from '@ekey/contracts';
import { sealMeasures } from './choices';
import type { DraftForm } from './draft-form';
import type { FormContext, FormError, IssuingAuthority } from './form-field';
import { formFields } from './form-fields';

/** The answers of a form that has passed every rule, in their normal form; what is still missing is its number and time. */
export type CheckedForm = Omit<SubmittedForm, 'formNumber' | 'formVersion' | 'submittedAt'>;

export type FormVerdict =
  { readonly ok: true; readonly form: CheckedForm } | { readonly ok: false; readonly errors: readonly FormError[] };

/**
 * The form against every rule at once: all that is wrong is told together, each with its field, in the order of the form.
 * Rules between fields are asked only where the fields themselves are right.
 */
export function checkForm(draft: DraftForm, context: FormContext): FormVerdict {
  const answers = new Map<string, unknown>();
  const errors: FormError[] = [];
  const valueAt = (path: string): unknown => answerAt(draft, path);
  for (const field of formFields) {
    const value = valueAt(field.path);
    if (isBlank(value)) {
      if (field.required || field.requiredFor?.includes(context.kind))
        errors.push({ field: field.path, code: 'Required', zh: `请填写${field.zh}。`, en: `Enter: ${field.en}.` });
      continue;
    }
    const answer = field.check(value, context, valueAt);
    if (answer.ok) answers.set(field.path, answer.value);
    else errors.push({ field: field.path, code: answer.code, zh: answer.zh, en: answer.en });
  }
  errors.push(...betweenFields(answers));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, form: assembled(answers, context) };
}

/** Own members alone: a path never leads to what an object inherits. */
export function answerAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

function betweenFields(answers: ReadonlyMap<string, unknown>): readonly FormError[] {
  const text = (path: string): string | undefined => answers.get(path) as string | undefined;
  const errors: FormError[] = [];
  const [ieCode13, uscc, nameCn, sealName] = [text('ieCode13'), text('uscc'), text('nameCn'), text('seal.name')];
  if (ieCode13 !== undefined && uscc !== undefined && !importExportCodeBelongsToUscc(ieCode13, uscc))
    errors.push({
      field: 'ieCode13',
      code: 'OfAnotherEnterprise',
      zh: '进出口企业代码后9位与统一社会信用代码第9至17位不一致，请核对。',
      en: 'The last nine characters differ from places 9 to 17 of the unified social credit code. Compare both.',
    });
  if (nameCn !== undefined && sealName !== undefined && !sameEnterpriseName(nameCn, sealName))
    errors.push({
      field: 'seal.name',
      code: 'DiffersFromEnterpriseName',
      zh: '印章名称须与企业中文名称一致。',
      en: 'The name in the seal must be the Chinese name of the enterprise.',
    });
  if (!sealMeasuresFit(answers))
    errors.push({
      field: 'seal.heightMm',
      code: 'MeasuresDoNotFit',
      zh: `${sealMeasures.zh}。`,
      en: `${sealMeasures.en}.`,
    });
  return errors;
}

/** 国发〔1999〕25号: round, at most 45 mm; foreign-invested enterprises by custom oval, 45 × 30 mm. */
function sealMeasuresFit(answers: ReadonlyMap<string, unknown>): boolean {
  const [shape, width, height] = ['seal.shape', 'seal.widthMm', 'seal.heightMm'].map((path) => answers.get(path));
  if (shape === undefined || width === undefined || height === undefined) return true;
  return shape === 'round' ? width === height : width === 45 && height === 30;
}

function assembled(answers: ReadonlyMap<string, unknown>, context: FormContext): CheckedForm {
  const form: Record<string, unknown> = {};
  for (const [path, value] of answers) {
    const [group = '', member] = path.split('.');
    if (member === undefined) form[group] = value;
    else form[group] = { ...(form[group] as object | undefined), [member]: value };
  }
  const { agencyId, pickupPointId, ...rest } = form;
  const authority = context.authorities.find(({ id }) => id === agencyId) as IssuingAuthority;
  const { pickupPoints, ...agency } = authority;
  return {
    ...rest,
    kind: context.kind,
    agency: { id: agency.id, name: agency.name, address: agency.address },
    pickupPoint: { ...pickupPoints.find(({ id }) => id === pickupPointId) },
    loginName: rest['loginName'] ?? context.assignedLoginName,
    // Stated only where it matters: a code that is right needs nobody to verify it.
    usccAsPrinted: !checkUscc(rest['uscc']).ok,
    qty: 1,
    held: context.held,
    ...(context.replaces === undefined ? {} : { replaces: context.replaces }),
  } as unknown as CheckedForm;
}
