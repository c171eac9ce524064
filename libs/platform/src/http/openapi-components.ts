import { PROBLEM_MEDIA_TYPE } from './problem-document';

/** What every document has, under `components`. */
export const ETAG = {
  description: 'The revision of what was read or written, where it has one; for `If-Match` and `atLeast`.',
  schema: { type: 'string' as const, pattern: '^"\\d+"$' },
};

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
    schema: { type: 'string' as const, example: '"3"' },
  },
};

const BOTH_LANGUAGES = {
  type: 'object' as const,
  required: ['zh-CN', 'en'],
  properties: { 'zh-CN': { type: 'string' as const }, en: { type: 'string' as const } },
};

export const SCHEMAS = {
  FieldError: {
    type: 'object' as const,
    required: ['field', 'code', 'detail', 'messages'],
    properties: {
      field: { type: 'string' as const, description: 'A dotted path into the body, the query or the address.' },
      code: { type: 'string' as const },
      detail: { type: 'string' as const },
      messages: BOTH_LANGUAGES,
    },
  },
  Problem: {
    type: 'object' as const,
    description: 'RFC 9457. Some codes have further members.',
    required: ['type', 'title', 'status', 'code', 'instance', 'messages'],
    properties: {
      type: { type: 'string' as const, format: 'uri' },
      title: { type: 'string' as const },
      status: { type: 'integer' as const },
      code: { type: 'string' as const, description: 'Stable: programs may depend on it.' },
      instance: { type: 'string' as const, format: 'uri', description: 'To be told to support.' },
      messages: BOTH_LANGUAGES,
      errors: { type: 'array' as const, items: { $ref: '#/components/schemas/FieldError' } },
    },
  },
};

export const PROBLEM_RESPONSE = {
  description: 'Refused; nothing was changed.',
  headers: {
    'Retry-After': { description: 'Seconds to wait, with 429 and 503.', schema: { type: 'integer' as const } },
  },
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};
