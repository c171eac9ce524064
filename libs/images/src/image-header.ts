import { isJpeg, readJpegHeader } from './jpeg-header';
import { isPng, readPngHeader } from './png-header';
import { refused, type Refused } from './refusals';

/** What a file says of itself, read without decoding a pixel. */
export interface ImageHeader {
  readonly type: 'image/jpeg' | 'image/png';
  /** As stored: before the orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** The part of the file that a decoder may see: what stands behind the picture is not, nor what a picture does not need. */
  readonly picture: Buffer;
}

/** Tells the type by content, whatever name or content type a file came with. */
export function readImageHeader(bytes: Buffer): ImageHeader | Refused {
  if (isJpeg(bytes)) return readJpegHeader(bytes);
  if (isPng(bytes)) return readPngHeader(bytes);
  return refused('ImageTypeNotSupported');
}
