import type { Besides, Rejection } from '@ekey/kernel';

/** A sentence in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with one field; `field` is a dotted path into the body, query or path. */
export interface FieldError extends Bilingual {
  readonly field: string;
  readonly code: string;
}

export interface ProblemContent extends Bilingual {
  readonly status: number;
  /** Stable; callers may depend on it. */
  readonly code: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the problem document (RFC 9457 §3.2). */
  readonly members?: Besides;
  readonly retryAfterSeconds?: number;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Why a 5xx is no fault of ours; a fault where nothing is said. */
  readonly meant?: Meant;
}

/** Refused on purpose, and answered if asked again in a moment: too much at once, a restart, a reader ahead of his view. */
export type Meant = 'busy' | 'stopping' | 'behind';

/** A refusal on its way to the caller; the one filter writes it as a problem document. */
export class Problem extends Error {
  constructor(readonly content: ProblemContent) {
    super(`${content.status} ${content.code}`);
    this.name = 'Problem';
  }
}

/** @param told.field dotted path of the one field that is to blame, where one is: the problem's own words are then told of it */
export function problem({ field, ...content }: ProblemContent & { readonly field?: string | undefined }): Problem {
  const { code, zh, en } = content;
  return new Problem(field === undefined ? content : { ...content, errors: [{ field, code, zh, en }] });
}

export interface ToldProblem extends Bilingual {
  readonly status: number;
  /** Dotted path of the one field that is to blame, where one is. */
  readonly field?: string;
}

/** How each refusal of a decider reads on HTTP; the compiler asks for every code. */
export type ProblemTable<Code extends string> = Readonly<Record<Code, ToldProblem>>;

export const problemsOf = <Code extends string>(table: ProblemTable<Code>): ProblemTable<Code> => table;

/** A decider's refusal as a problem; its detail becomes members of the document. */
export function problemOf<Code extends string>(table: ProblemTable<Code>, rejection: Rejection<Code>): Problem {
  const { rejected: code, detail } = rejection;
  return problem({ code, ...table[code], ...(detail === undefined ? {} : { members: detail }) });
}

export const notFound = (): Problem =>
  problem({
    status: 404,
    code: 'NotFound',
    zh: '没有找到，请核对编号。',
    en: 'There is no such thing, or it is not yours to see. Check the number.',
  });

export const forbidden = (): Problem =>
  problem({
    status: 403,
    code: 'Forbidden',
    zh: '您的角色不能进行此操作，请联系安全管理员。',
    en: 'Your role may not do this. Ask the security administrator.',
  });

export const unauthenticated = (): Problem =>
  problem({
    status: 401,
    code: 'Unauthenticated',
    zh: '请先登录，或登录已过期，请重新登录。',
    en: 'Log in first, or log in again: the session has expired.',
  });

export const staleRevision = (revision: number): Problem =>
  problem({
    status: 412,
    code: 'StaleRevision',
    zh: '内容已被更新，请重新读取后再操作。',
    en: 'It was changed since you read it. Read it again, then decide.',
    members: { revision },
  });

export const reusedKey = (): Problem =>
  problem({
    status: 422,
    code: 'IdempotencyKeyReused',
    zh: '该 Idempotency-Key 已用于另一请求，请为新请求使用新的值。',
    en: 'This Idempotency-Key was used for another request. Take a new one for a new request.',
  });

export const tooManyRequests = (retryAfterSeconds: number): Problem =>
  problem({
    status: 429,
    code: 'TooManyRequests',
    zh: '请求过于频繁，请稍后再试。',
    en: 'Too many requests. Wait a little.',
    retryAfterSeconds,
  });

export const tooBusy = (): Problem =>
  problem({
    status: 503,
    code: 'Overloaded',
    zh: '系统繁忙，请稍后重试；重试时请使用同一 Idempotency-Key。',
    en: 'Too much is being done at once. Try again in a moment, with the same Idempotency-Key.',
    retryAfterSeconds: 2,
    meant: 'busy',
  });

/** Both languages for a zod schema's message. */
export const bilingual = (zh: string, en: string): string => JSON.stringify({ zh, en });
