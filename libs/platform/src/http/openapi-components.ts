import type { ListedProblem } from './listed-problems';
import { PROBLEM_MEDIA_TYPE } from './problem-document';

/** What every document has, under `components`. */
export const ETAG = {
  description: 'The revision of what was read or written; for `If-Match` and `atLeast`.',
  schema: { type: 'string' as const, pattern: '^"\\d+"$', example: '"3"' },
};
/** For an answer that has it. */
export const ETAG_HEADER = { ETag: { $ref: '#/components/headers/ETag' } };

export const PARAMETERS = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header' as const,
    description: 'The language of `title` and `detail` in a refusal; `messages` holds both.',
    schema: { type: 'string' as const, example: 'zh-CN' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header' as const,
    description: 'The same write sent again under the same key is done once and answered as before.',
    schema: { type: 'string' as const, minLength: 16, maxLength: 200, pattern: '^[!-~]+$' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header' as const,
    description: 'The ETag of your reading: if it was changed since, nothing is written (412).',
    schema: { type: 'string' as const, pattern: '^(\\*|"\\d{1,15}")$', example: '"3"' },
  },
};

const BOTH_LANGUAGES = {
  type: 'object' as const,
  required: ['zh-CN', 'en'],
  properties: { 'zh-CN': { type: 'string' as const }, en: { type: 'string' as const } },
};

export const FIELD_ERROR = {
  type: 'object' as const,
  required: ['field', 'code', 'detail', 'messages'],
  properties: {
    field: { type: 'string' as const, description: 'A dotted path into the body, the query or the address.' },
    code: { type: 'string' as const },
    detail: { type: 'string' as const },
    messages: BOTH_LANGUAGES,
  },
};

/** Answers may grow, and so may this list: whatever else is a code too. */
const codesOf = (listed: readonly ListedProblem[]) => {
  const byCode = new Map(listed.toReversed().map((each) => [each.code, each]));
  const sorted = [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
  return [
    ...sorted.map(({ code, status, zh, en }) => ({ const: code, description: `${status} · ${zh} · ${en}` })),
    { type: 'string' as const },
  ];
};

/**
 * @param members as JSON Schema: an object of what the refusals of one service tell besides, each where it applies
 * @param listed of several with one code the first is told
 */
export const problemWith = (members: { readonly properties?: object }, listed: readonly ListedProblem[]) => ({
  type: 'object' as const,
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'code', 'instance', 'messages'],
  properties: {
    type: { type: 'string' as const, format: 'uri' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const, description: 'Stable: programs may depend on it.', anyOf: codesOf(listed) },
    instance: { type: 'string' as const, format: 'uri', description: 'To be told to support.' },
    messages: BOTH_LANGUAGES,
    errors: { type: 'array' as const, items: { $ref: '#/components/schemas/FieldError' } },
    revision: { type: 'integer' as const, description: 'StaleRevision: the present one.' },
    ...members.properties,
  },
  example: {
    type: 'urn:ekey:problem:StaleRevision',
    title: '内容已被更新，请重新读取后再操作。',
    status: 412,
    code: 'StaleRevision',
    instance: 'urn:uuid:0f1e2d3c-4b5a-4968-8776-655443322110',
    messages: {
      'zh-CN': '内容已被更新，请重新读取后再操作。',
      en: 'It was changed since you read it. Read it again, then decide.',
    },
    revision: 4,
  },
});

export const PROBLEM_RESPONSE = {
  description: 'Refused; nothing was changed.',
  headers: {
    'WWW-Authenticate': { description: 'How to log in, with 401.', schema: { type: 'string' as const } },
    'Retry-After': { description: 'Seconds to wait, with 429 and 503.', schema: { type: 'integer' as const } },
  },
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};
