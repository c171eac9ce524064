import { toBuffer } from 'qrcode';
import sharp from 'sharp';

/** A scanned page as small as it may be: real enough for every check, and quick to take in. */
export interface Sheet {
  /** What is written on it; sheets with other words are other images. */
  readonly words: string;
  /** Pixels of the long side; below 1,200 the reviewer is warned. */
  readonly longSide?: number;
  /** The text of a QR code in its upper right corner. */
  readonly code?: string;
  readonly type?: 'image/jpeg' | 'image/png';
}

const A4 = Math.SQRT1_2;

export async function sheet({ words, longSide = 600, code, type = 'image/jpeg' }: Sheet): Promise<Buffer> {
  const width = Math.round(longSide * A4);
  const text = words.replace(/[<&]/g, ' ');
  const paper = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${longSide}"><rect width="100%" height="100%" fill="#fdfdfb"/>` +
      `<text x="10%" y="50%" font-size="${width / 24}" fill="#222">${text}</text></svg>`,
  );
  const side = Math.round(width / 3);
  const layers =
    code === undefined ? [] : [{ input: await toBuffer(code, { width: side, margin: 2 }), left: width - side, top: 0 }];
  const page = sharp(paper).flatten().composite(layers);
  return type === 'image/png' ? page.png().toBuffer() : page.jpeg({ quality: 80 }).toBuffer();
}
