import { bilingual, oneLine, severalLines, typedCode } from '@ekey/platform';
import { z } from 'zod';

/** Fields that several requests share. */

/** As printed on the token: it stands in the certificate as the key's number. Full-width and lower-case letters are normalised. */
export const tokenSerial = typedCode(64).pipe(
  z.string().regex(/^[A-Z0-9][A-Z0-9-]{3,31}$/, {
    error: bilingual(
      '介质编号为 4–32 位字母、数字或连字符。',
      'A token’s serial number has 4–32 letters, digits and hyphens.',
    ),
  }),
);

/** By what whoever calls about a key names it: the code of his enterprise, or the number on the key. */
export const keyQuery = { uscc: typedCode(40).optional(), token: tokenSerial.optional() };

export const trackingNumber = typedCode(64).pipe(
  z.string().regex(/^[A-Z0-9-]{6,40}$/, {
    error: bilingual('运单号为 6–40 位字母、数字或连字符。', 'A tracking number has 6–40 letters, digits and hyphens.'),
  }),
);

const unsafe = bilingual(
  '含有不可见的控制字符，请删除后重试。',
  'There are invisible control characters in it. Take them out.',
);

export const line = (longest: number) => oneLine(longest, unsafe);

/** 备注, given with every decision against the enterprise. */
export const remark = severalLines(1_000, unsafe).min(1);

/** An opaque id of a member of staff. */
export const staffId = z.string().regex(/^[\w.-]{1,64}$/, {
  error: bilingual('人员编号不正确。', 'This is not the id of a member of staff.'),
});
export const placeId = z.string().regex(/^[\w.-]{1,64}$/, { error: bilingual('编号不正确。', 'This is not an id.') });
export const carrier = line(60);
