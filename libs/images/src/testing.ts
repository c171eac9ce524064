import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** A page with lines on it, as large as asked for. */
export function testPage(width = 1_240, height = 1_754): sharp.Sharp {
  const lines = Array.from({ length: 20 }, (_, index) => {
    const y = ((index + 2) * height) / 24;
    return `<rect x="${width * 0.1}" y="${y}" width="${width * (0.4 + (index % 5) / 10)}" height="${height / 60}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten();
}

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A chunk of a PNG with its right checksum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** The header chunk of an 8-bit grey PNG. */
export function pngHeader(width: number, height: number, interlaced = false): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  data[12] = interlaced ? 1 : 0;
  return pngChunk('IHDR', data);
}

/** Puts chunks into a PNG, right behind its header. */
export const withPngChunks = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
