import { z } from 'zod';
import { containsUnsafeCharacter, linesContainUnsafeCharacter, withLineFeeds } from '@ekey/identifiers';
import { bilingual } from '@ekey/platform';

/** Fields that several requests share. */

const unsafe = bilingual('不得包含控制字符或不可见字符，请删除。', 'Leave out control and invisible characters.');

/** One line: what could hide or turn round a part of it, or is another glyph on every machine, is refused. */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !containsUnsafeCharacter(text), { error: unsafe });

/** Free text on one screen, in lines where the officer likes; other control characters could hide what is read. */
export const freeText = z
  .string()
  .overwrite(withLineFeeds)
  .trim()
  .max(2_000)
  .refine((text) => !linesContainUnsafeCharacter(text), { error: unsafe });
