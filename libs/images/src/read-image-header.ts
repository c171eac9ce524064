import type { ImageHeader } from './image-header';
import { isJpeg, readJpegHeader } from './jpeg-header';
import { isPng, readPngHeader } from './png-header';
import { refused, type Refused } from './refusals';

/** Tells the type by content, whatever name or content type a file came with. */
export function readImageHeader(bytes: Buffer): ImageHeader | Refused {
  if (isJpeg(bytes)) return readJpegHeader(bytes);
  if (isPng(bytes)) return readPngHeader(bytes);
  return refused('ImageTypeNotSupported');
}
