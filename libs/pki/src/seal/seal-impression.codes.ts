import type { Wording } from '../refusal';

export type ImpressionCode =
  | 'ImpressionUnreadable'
  | 'ImpressionNotFound'
  | 'ImpressionTooSmall'
  | 'ImpressionTooLarge'
  | 'ImpressionRatioImplausible'
  | 'ImpressionNotASeal';

export const IMPRESSION_WORDINGS: Record<ImpressionCode, Wording> = {
  ImpressionUnreadable: { zh: '图像无法读取或尺寸过大。', en: 'The image cannot be read or is too large.' },
  ImpressionNotFound: { zh: '页面上未找到红色印模。', en: 'There is no red impression on the page.' },
  ImpressionTooSmall: {
    zh: '印模过小或扫描分辨率不足，请重新扫描。',
    en: 'The impression is too small or scanned too coarsely.',
  },
  ImpressionTooLarge: { zh: '红色区域过大，不是一枚印模。', en: 'The red area is too large for one impression.' },
  ImpressionRatioImplausible: {
    zh: '印模的宽高比不符合圆形或椭圆形印章。',
    en: 'Width and height are those of neither a round nor an oval seal.',
  },
  ImpressionNotASeal: {
    zh: '红色区域不像印模（过实或过淡）。',
    en: 'The red area does not look like an impression: too solid or too faint.',
  },
};
