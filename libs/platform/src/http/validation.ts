import { StandardSchemaValidationPipe } from '@nestjs/common';
import { problem, type Bilingual, type FieldError, type Problem } from './problem';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly inclusive?: boolean;
  /** What is too small or too big: `string`, `number`, `array`. */
  readonly origin?: string;
}

/** Bodies, queries and parameters against their schemas; every issue is told, in both languages. */
export const validation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest });

/** @param issues what a schema has found, as zod tells it */
export function invalidRequest(issues: readonly object[]): Problem {
  return problem({
    status: 400,
    code: 'InvalidRequest',
    zh: '请求内容不正确，请按提示修改。',
    en: 'The request does not fit. Mend the fields named below.',
    errors: (issues as readonly Issue[]).slice(0, 100).flatMap(fieldErrors),
  });
}

function fieldErrors(issue: Issue): FieldError[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).slice(0, 20).map((key) => ({
      field: [...path, key.slice(0, 100)].join('.'),
      code: 'UnknownField',
      zh: '没有这个字段，请删除。',
      en: 'There is no such field. Leave it out.',
    }));
  return [{ field: path.join('.'), code: codeOf(issue), ...messageOf(issue) }];
}

const CODES: Readonly<Record<string, string>> = {
  invalid_type: 'WrongType',
  too_small: 'TooSmall',
  too_big: 'TooLarge',
  invalid_value: 'NotAllowed',
  invalid_format: 'WrongFormat',
  invalid_union: 'NotAllowed',
};
const codeOf = (issue: Issue): string => CODES[issue.code ?? ''] ?? 'Invalid';

const REQUIRED: Bilingual = { zh: '此项必填。', en: 'This is required.' };
const UNITS: Readonly<Record<string, Bilingual>> = {
  string: { zh: '个字符', en: ' characters' },
  array: { zh: '项', en: ' entries' },
};

function counted({ origin = '' }: Issue, bound = 0): Bilingual {
  const { zh, en } = UNITS[origin] ?? { zh: '', en: '' };
  return { zh: `${bound}${zh}`, en: `${bound}${en}` };
}

function messageOf(issue: Issue): Bilingual {
  const own = ownMessage(issue.message);
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('undefined')
        ? REQUIRED
        : { zh: '类型不正确，请按接口说明填写。', en: 'The type is wrong. See the API description.' };
    case 'too_small':
      if (issue.inclusive === false)
        return { zh: `须大于 ${issue.minimum}。`, en: `It must be more than ${issue.minimum}.` };
      if (issue.origin === 'string' && issue.minimum === 1) return REQUIRED;
      return { zh: `至少为${counted(issue, issue.minimum).zh}。`, en: `At least ${counted(issue, issue.minimum).en}.` };
    case 'too_big':
      if (issue.inclusive === false)
        return { zh: `须小于 ${issue.maximum}。`, en: `It must be less than ${issue.maximum}.` };
      return { zh: `至多为${counted(issue, issue.maximum).zh}。`, en: `At most ${counted(issue, issue.maximum).en}.` };
    case 'invalid_format':
      return { zh: '格式不正确，请检查。', en: 'The format is wrong. Check it.' };
    default:
      return { zh: '取值不在允许范围内，请检查。', en: 'This value is not allowed here. Check it.' };
  }
}

/** A schema's own message, as `bilingual()` wrote it. */
function ownMessage(message: string): Bilingual | undefined {
  if (!message.startsWith('{"zh":')) return undefined;
  return JSON.parse(message) as Bilingual;
}
