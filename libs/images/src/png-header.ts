import type { ImageHeader } from './image-header';
import { exceedsDimensions, scanLimits } from './limits';
import { refused, type Refused } from './refusals';

/** ISO/IEC 15948, 5.2. */
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length and type before the data of a chunk, a checksum behind it. */
const [BEFORE, BEHIND] = [8, 4];
/**
 * What a picture needs to be seen upright. Other chunks (texts, profiles, times, private ones) may hold compressed data
 * that a decoder would unpack at its own risk: they never reach it.
 */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'eXIf', 'IDAT', 'IEND']);

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);

/** Walks the chunks from header to end; so a file that was cut off is known before anything is decoded. */
export function readPngHeader(bytes: Buffer): ImageHeader | Refused {
  const size = readSize(bytes);
  if ('refused' in size) return size;
  const { width, height, interlaced } = size;
  const most = interlaced ? scanLimits.interlacedPixels : scanLimits.pixels;
  if (exceedsDimensions(width, height, most)) return refused('ImageDimensionsTooLarge');
  const needed: Buffer[] = [SIGNATURE];
  let at = SIGNATURE.length;
  for (;;) {
    const length = at + BEFORE <= bytes.length ? bytes.readUInt32BE(at) : Infinity;
    const end = at + BEFORE + length + BEHIND;
    if (end > bytes.length) return refused('ImageTruncated');
    const type = bytes.toString('latin1', at + 4, at + BEFORE);
    if (type === 'acTL') return refused('ImageAnimated');
    if (NEEDED.has(type)) needed.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') return { type: 'image/png', width, height, picture: Buffer.concat(needed) };
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
}

/** 11.2.2: the first chunk is IHDR, 13 bytes long, the last of which tells the interlace method. */
function readSize(bytes: Buffer): Size | Refused {
  const data = SIGNATURE.length + BEFORE;
  if (bytes.length < data + 13) return refused('ImageTruncated');
  const isHeader = bytes.readUInt32BE(SIGNATURE.length) === 13 && bytes.toString('latin1', data - 4, data) === 'IHDR';
  const [width, height] = [bytes.readUInt32BE(data), bytes.readUInt32BE(data + 4)];
  const interlaced = bytes[data + 12] !== 0;
  return isHeader && width > 0 && height > 0 ? { width, height, interlaced } : refused('ImageUnreadable');
}
