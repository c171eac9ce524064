import type { ProblemContent } from './problem';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
export const PROBLEM_TYPE = `${PROBLEM_MEDIA_TYPE}; charset=utf-8`;
export const LANGUAGES = { english: 'en', chinese: 'zh-CN' } as const;
const LONGEST_HEADER = 200;

/** A problem as RFC 9457 writes it: `title` and `detail` in the language asked for, `messages` in both. */
export function problemDocument(content: ProblemContent, english: boolean, instance: string): object {
  const { status, code, zh, en, errors, members } = content;
  return {
    ...members,
    type: `urn:ekey:problem:${code}`,
    title: english ? en : zh,
    status,
    code,
    instance: `urn:uuid:${instance}`,
    messages: { 'zh-CN': zh, en },
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map(({ field, code: fieldCode, zh: zhField, en: enField }) => ({
            field,
            code: fieldCode,
            detail: english ? enField : zhField,
            messages: { 'zh-CN': zhField, en: enField },
          })),
        }),
  };
}

/** The language of `Accept-Language` (RFC 9110 §12.5.4) that we speak and that is wanted most; Chinese where none is. */
export function prefersEnglish(acceptLanguage: string | undefined): boolean {
  const ranked = (acceptLanguage ?? '')
    .slice(0, LONGEST_HEADER)
    .toLowerCase()
    .split(',')
    .map((part, index) => ({
      tag: part.split(';')[0]?.trim() ?? '',
      weight: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1),
      index,
    }))
    .filter(({ tag, weight }) => weight > 0 && /^(en|zh)(-|$)/.test(tag))
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  return ranked[0]?.tag.startsWith('en') ?? false;
}
