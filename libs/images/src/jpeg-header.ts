import type { ImageHeader } from './image-header';
import { exceedsDimensions } from './limits';
import { refused, type Refused } from './refusals';

/** Markers of ITU-T T.81, table B.1. */
const [SOI, EOI, SOS] = [0xd8, 0xd9, 0xda];
const isStandalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Start of a frame of any kind; 0xC4, 0xC8 and 0xCC in between mean other things. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Baseline, extended sequential and progressive, with Huffman codes: what cameras and scanners write. */
const isUsualFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;
/** A progressive picture is decoded once for each scan; usual ones have ten, hostile ones thousands. */
const MOST_SCANS = 100;

export const isJpeg = (bytes: Buffer): boolean =>
  bytes.length > 3 && bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff;

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Walks the segments from start to end of image; so a file that was cut off is known before anything is decoded. */
export function readJpegHeader(bytes: Buffer): ImageHeader | Refused {
  let frame: Frame | undefined;
  let scans = 0;
  let at = 2;
  for (;;) {
    const marker = markerAt(bytes, at);
    if (marker === 'cut off') return refused('ImageTruncated');
    if (marker === 'none') return refused('ImageUnreadable');
    at = marker.end;
    if (marker.code === EOI) break;
    if (isStandalone(marker.code)) continue;
    const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : Infinity;
    if (at + length > bytes.length) return refused('ImageTruncated');
    if (length < 2 || marker.code === SOI) return refused('ImageUnreadable');
    if (isFrame(marker.code)) {
      const read = frame === undefined && isUsualFrame(marker.code) ? readFrame(bytes, at, length) : undefined;
      if (read === undefined) return refused('ImageUnreadable');
      if (exceedsDimensions(read.width, read.height)) return refused('ImageDimensionsTooLarge');
      frame = read;
    }
    at += length;
    if (marker.code === SOS) {
      if (frame === undefined || ++scans > MOST_SCANS) return refused('ImageUnreadable');
      at = endOfScan(bytes, at);
    }
  }
  if (frame === undefined || scans === 0) return refused('ImageUnreadable');
  return { type: 'image/jpeg', ...frame, picture: bytes.subarray(0, at) };
}

/** The marker at a place, which any number of 0xFF may precede. */
function markerAt(bytes: Buffer, from: number): { code: number; end: number } | 'cut off' | 'none' {
  if (from < bytes.length && bytes[from] !== 0xff) return 'none';
  let at = from;
  while (bytes[at] === 0xff) at++;
  const code = bytes[at];
  if (code === undefined) return 'cut off';
  return code === 0 ? 'none' : { code, end: at + 1 };
}

/** T.81, B.2.2: length, precision (8 bits), lines, samples a line, components (1 grey, 3 colour, 4 print colours). */
function readFrame(bytes: Buffer, at: number, length: number): Frame | undefined {
  if (length < 8) return undefined;
  const [precision, height, width] = [bytes[at + 2], bytes.readUInt16BE(at + 3), bytes.readUInt16BE(at + 5)];
  const known = precision === 8 && [1, 3, 4].includes(bytes[at + 7]!);
  return known && width > 0 && height > 0 ? { width, height } : undefined;
}

/** Coded data ends at the first marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next !== undefined && isStandalone(next))) return at;
    at += next === 0xff ? 1 : 2;
  }
}
