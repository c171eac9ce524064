import { deflateSync } from 'node:zlib';
import { readImageHeader } from './read-image-header';
import { PNG_SIGNATURE, pngChunk, pngHeader, testPage, withPngChunks } from './testing';

const end = pngChunk('IEND', Buffer.alloc(0));

describe('the header of a scan', () => {
  it('tells type and size of JPEG and PNG', async () => {
    const page = testPage(600, 800);
    expect(readImageHeader(await page.clone().jpeg().toBuffer())).toMatchObject({
      type: 'image/jpeg',
      width: 600,
      height: 800,
    });
    expect(readImageHeader(await page.clone().jpeg({ progressive: true }).toBuffer())).toMatchObject({ width: 600 });
    expect(readImageHeader(await page.clone().png().toBuffer())).toMatchObject({
      type: 'image/png',
      width: 600,
      height: 800,
    });
  });

  it.each(['webp', 'gif', 'tiff'] as const)(
    'is not one when the file is a %s, whatever it calls itself',
    async (format) => {
      const bytes = await testPage(300, 400).toFormat(format).toBuffer();
      expect(readImageHeader(bytes)).toEqual({ refused: 'ImageTypeNotSupported' });
    },
  );

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
    ['PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'],
    ['ZIP', 'PK\u0003\u0004'],
    ['nothing', ''],
  ])('is not one when the file is %s', (_, content) => {
    expect(readImageHeader(Buffer.from(content))).toEqual({ refused: 'ImageTypeNotSupported' });
  });

  it('refuses an animated PNG', async () => {
    const animated = withPngChunks(await testPage(300, 400).png().toBuffer(), pngChunk('acTL', Buffer.alloc(8, 1)));
    expect(readImageHeader(animated)).toEqual({ refused: 'ImageAnimated' });
  });

  it.each([
    [30_000, 30_000],
    [20_001, 1],
    [7_072, 7_071],
    [0xffff_ffff, 0xffff_ffff],
  ])('refuses a PNG that says to be %d × %d from its first bytes', (width, height) => {
    const bytes = Buffer.concat([PNG_SIGNATURE, pngHeader(width, height)]);
    expect(readImageHeader(bytes)).toEqual({ refused: 'ImageDimensionsTooLarge' });
  });

  it('refuses an interlaced PNG of more than 16 million pixels, which could not be decoded line by line', () => {
    const picture = (pixels: number): Buffer =>
      Buffer.concat([PNG_SIGNATURE, pngHeader(pixels / 4_000, 4_000, true), pngChunk('IDAT', deflateSync('')), end]);
    expect(readImageHeader(picture(16_000_000))).toMatchObject({ width: 4_000, height: 4_000 });
    expect(readImageHeader(picture(16_004_000))).toEqual({ refused: 'ImageDimensionsTooLarge' });
  });

  it('refuses a JPEG that says to be too large from its frame', () => {
    const frame = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xea, 0x60, 0xea, 0x60, 1, 1, 0x11, 0]);
    expect(readImageHeader(frame)).toEqual({ refused: 'ImageDimensionsTooLarge' });
  });

  it('takes a picture of exactly the largest size', () => {
    const bytes = Buffer.concat([PNG_SIGNATURE, pngHeader(10_000, 5_000), pngChunk('IDAT', deflateSync('')), end]);
    expect(readImageHeader(bytes)).toMatchObject({ width: 10_000, height: 5_000 });
  });

  it.each(['jpeg', 'png'] as const)('knows a %s that was cut off, wherever', async (format) => {
    const bytes = await testPage(300, 400).toFormat(format).toBuffer();
    for (let length = 40; length < bytes.length; length += 7) {
      expect(readImageHeader(bytes.subarray(0, length))).toEqual({ refused: 'ImageTruncated' });
    }
    expect(readImageHeader(bytes.subarray(0, bytes.length - 1))).toEqual({ refused: 'ImageTruncated' });
  });

  it.each([
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a JPEG of zero width', Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 0, 1, 1, 0x11, 0])],
    ['a lossless JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xc3, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0])],
    ['a segment shorter than its own length', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xd9])],
    ['no marker where one must be', Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 3, 65, 66, 67])],
    ['a PNG of zero height', Buffer.concat([PNG_SIGNATURE, pngHeader(10, 0), end])],
    ['a PNG that begins with another chunk', Buffer.concat([PNG_SIGNATURE, pngChunk('tEXt', Buffer.alloc(13)), end])],
  ])('refuses %s', (_, bytes) => {
    expect(readImageHeader(bytes)).toEqual({ refused: 'ImageUnreadable' });
  });

  it('refuses a JPEG of thousands of scans, each of which a decoder would go through', async () => {
    const page = await testPage(64, 64).jpeg({ progressive: true }).toBuffer();
    const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0x01]);
    const bytes = Buffer.concat([
      page.subarray(0, -2),
      ...Array.from({ length: 5_000 }, () => scan),
      page.subarray(-2),
    ]);
    expect(readImageHeader(bytes)).toEqual({ refused: 'ImageUnreadable' });
  });

  it('shows the decoder neither what stands behind the picture nor what it does not need', async () => {
    const page = testPage(300, 400);
    const [jpeg, png] = [await page.clone().jpeg().toBuffer(), await page.clone().png().toBuffer()];
    expect(readImageHeader(Buffer.concat([jpeg, Buffer.from('<script>')]))).toMatchObject({ picture: jpeg });
    const laden = withPngChunks(
      png,
      pngChunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(1e6))])),
    );
    const read = readImageHeader(Buffer.concat([laden, Buffer.from('PK')]));
    expect('picture' in read && read.picture.includes('zTXt')).toBe(false);
    expect('picture' in read && read.picture.subarray(-12)).toEqual(end);
  });
});
