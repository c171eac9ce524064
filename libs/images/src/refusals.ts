/** Why a file is not taken as a scan, in the two languages of the portal. */
export const imageRefusals = {
  ImageTooLarge: { zh: '单张图片不得超过 1 MB', en: 'An image must not exceed 1 MiB' },
  ImageTypeNotSupported: {
    zh: '仅接受 JPEG 或 PNG 图片（以文件内容为准），HEIC 照片、PDF 等请先转换',
    en: 'Only JPEG and PNG images are accepted, judged by their content: convert HEIC photos, PDF and others first',
  },
  ImageTruncated: { zh: '图片不完整，请重新扫描或重新上传', en: 'The image is incomplete: scan or upload it again' },
  ImageDimensionsTooLarge: {
    zh: '图片尺寸过大：单边不得超过 20000 像素，总数不得超过 5000 万像素',
    en: 'The image is too large: at most 20,000 pixels a side and 50 million in all',
  },
  ImageAnimated: { zh: '不接受动态图片', en: 'An animated image is not accepted' },
  ImageUnreadable: { zh: '图片无法读取，请重新扫描', en: 'The image cannot be read: scan it again' },
} as const;

export type ImageRefusalCode = keyof typeof imageRefusals;

export interface Refused {
  readonly refused: ImageRefusalCode;
}

export const refused = (code: ImageRefusalCode): Refused => ({ refused: code });
