import type { Wording } from '../refusal';

export type PictureCode = 'SealNameEmpty' | 'SealNameTooLong' | 'SealNameNotDrawable' | 'SealCodeWrong';

export const PICTURE_WORDINGS: Record<PictureCode, Wording> = {
  SealNameEmpty: { zh: '印章名称不得为空。', en: 'The name in the seal is empty.' },
  SealNameTooLong: { zh: '印章名称不得超过 100 个字符。', en: 'The name in the seal has more than 100 characters.' },
  SealNameNotDrawable: {
    zh: '字体中没有印章名称所用的字，请采用确认函上的印模。',
    en: 'The font lacks a character of the name; use the impression on the confirmation letter.',
  },
  SealCodeWrong: { zh: '印章编码应为 13 位数字。', en: 'The code of a seal has 13 digits.' },
};
