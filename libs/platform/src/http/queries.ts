import { z } from 'zod';
import type { AtLeast } from '@ekey/views';
import { bilingual } from './problem';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** As many as the largest whole number has that is counted exactly. */
const DIGITS = /^\d{1,16}$/;

/** A whole number in an address, written in digits and in no other way: not `1e1`, ` 1` or `0x1`. */
export const inDigits = <Schema extends z.ZodType>(whole: Schema) =>
  z.preprocess((text) => (typeof text === 'string' && DIGITS.test(text) ? Number(text) : text), whole);

/** `?limit=&after=`: a page of a list. Spread into the schema of a list's query. */
export const pageQuery = {
  limit: inDigits(z.int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT)),
  after: z.string().max(2_000).optional(),
};

/** `?atLeast=<service>:<revision>`: waits for the view to have seen that revision. */
export const atLeastQuery = {
  atLeast: z
    .string()
    .regex(/^[a-z]+:\d{1,15}$/, {
      error: bilingual('atLeast 的形式为 <service>:<revision>。', 'atLeast reads <service>:<revision>.'),
    })
    .optional(),
};

/** @returns the page as a view query wants it. */
export const page = (query: { limit: number; after?: string | undefined }): { limit: number; after?: string } =>
  query.after === undefined ? { limit: query.limit } : { limit: query.limit, after: query.after };

export function atLeast(query: { atLeast?: string | undefined }): AtLeast | undefined {
  const [service, revision] = query.atLeast?.split(':') ?? [];
  return service === undefined ? undefined : { service, revision: Number(revision) };
}

/**
 * Waits for the view to have heard of a thing at all: what the log knows, or a list has just shown, is nothing that there is
 * not, however far behind the view of it may be.
 */
export const heardOf = (service: string): AtLeast => ({ service, revision: 0 });

/** Bytes as text (RFC 4648 §4), at most so many characters. */
export const base64Text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, { error: bilingual('应为 Base64 编码。', 'This must be base64.') });
