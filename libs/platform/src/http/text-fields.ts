import { containsUnsafeCharacter, linesContainUnsafeCharacter, withLineFeeds } from '@ekey/identifiers';
import { z } from 'zod';
import type { bilingual } from './problem';

type Unsafe = ReturnType<typeof bilingual>;

/**
 * One line: what could hide or turn round a part of it, or is another glyph on every machine, is refused.
 * @param unsafe what is then said
 */
export const oneLine = (longest: number, unsafe: Unsafe) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !containsUnsafeCharacter(text), { error: unsafe });

/** Free text, which may be none, in lines where its writer likes; other control characters could hide what is read. */
export const severalLines = (longest: number, unsafe: Unsafe) =>
  z
    .string()
    .overwrite(withLineFeeds)
    .trim()
    .max(longest)
    .refine((text) => !linesContainUnsafeCharacter(text), { error: unsafe });

/** A code or number as people type it: full-width and lower-case letters are taken for what they stand for. */
export const typedCode = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.normalize('NFKC').trim().toUpperCase());
