import { bilingual, oneLine, severalLines } from '@ekey/platform';

/** Fields that several requests share. */

const unsafe = bilingual('不得包含控制字符或不可见字符，请删除。', 'Leave out control and invisible characters.');

export const line = (longest: number) => oneLine(longest, unsafe);

/** Free text on one screen. */
export const freeText = severalLines(2_000, unsafe);
