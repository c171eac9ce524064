import { createHash, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { acceptScan, imageRefusals, type Accepted } from '.';
import { pngChunk, testPage, withPngChunks } from './testing';

const MIB = 1_048_576;

async function accepted(bytes: Buffer): Promise<Accepted> {
  const result = await acceptScan(bytes);
  if ('refused' in result) throw new Error(`refused: ${result.refused}`);
  return result;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Random grey noise: what compresses worst. */
const noise = (width: number, height: number): sharp.Sharp =>
  sharp(randomBytes(width * height), { raw: { width, height, channels: 1 } });

describe('accepting a scan', () => {
  it('keeps a JPEG as JPEG and a PNG as PNG, with digests of what came and what is kept', async () => {
    for (const format of ['jpeg', 'png'] as const) {
      const received = await testPage().toFormat(format).toBuffer();
      const scan = await accepted(received);
      expect(scan).toMatchObject({ keptType: `image/${format}`, width: 1_240, height: 1_754, warnings: [] });
      expect([scan.receivedSha256, scan.keptSha256]).toEqual([sha256(received), sha256(scan.kept)]);
      expect((await sharp(scan.kept).metadata()).format).toBe(format);
    }
  });

  it('gives the same result for the same bytes', async () => {
    const received = await testPage().jpeg().toBuffer();
    expect((await accepted(received)).keptSha256).toBe((await accepted(received)).keptSha256);
  });

  it('makes a preview of at most 1,000 pixels, and never enlarges', async () => {
    const { preview } = await accepted(await testPage().png().toBuffer());
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'jpeg', width: 707, height: 1_000 });
    const small = await accepted(await testPage(200, 300).png().toBuffer());
    expect(await sharp(small.preview).metadata()).toMatchObject({ width: 200, height: 300 });
  });

  it('warns where the long side is under 1,200 pixels', async () => {
    expect((await accepted(await testPage(800, 1_199).jpeg().toBuffer())).warnings).toEqual(['LongSideUnder1200']);
    expect((await accepted(await testPage(1_200, 800).jpeg().toBuffer())).warnings).toEqual([]);
  });

  it.each(['jpeg', 'png'] as const)(
    'applies the orientation of a %s and forgets everything else it was told',
    async (format) => {
      const exif = { IFD0: { Artist: 'someone', Software: 'a scanner' }, IFD3: { GPSLatitude: '31/1 14/1 0/1' } };
      const received = await testPage(300, 400)
        .withMetadata({ orientation: 6, exif })
        .withIccProfile('p3')
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
        .toFormat(format)
        .toBuffer();
      expect(await sharp(received).metadata()).toMatchObject({ orientation: 6, exif: expect.any(Buffer) });
      const scan = await accepted(received);
      expect([scan.width, scan.height]).toEqual([400, 300]);
      for (const bytes of [scan.kept, scan.preview]) {
        const { exif: kept, icc, xmp, iptc, orientation, comments } = await sharp(bytes).metadata();
        expect([kept, icc, xmp, iptc, orientation, comments]).toEqual(Array.from({ length: 6 }, () => undefined));
        expect(bytes.includes('someone')).toBe(false);
      }
    },
  );

  it('turns the picture itself, not only its measures', async () => {
    const blackAbove = sharp({ create: { width: 300, height: 200, channels: 3, background: 'white' } }).composite([
      { input: { create: { width: 300, height: 100, channels: 3, background: 'black' } }, left: 0, top: 0 },
    ]);
    const { kept } = await accepted(
      await sharp(await blackAbove.png().toBuffer())
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    );
    const { data, info } = await sharp(kept).greyscale().raw().toBuffer({ resolveWithObject: true });
    // Orientation 6 is shown turned clockwise by a quarter: what was above is at the right.
    const brightness = (x: number): number => data[(100 * info.width + x) * info.channels]!;
    expect(brightness(10)).toBeGreaterThan(240);
    expect(brightness(190)).toBeLessThan(15);
  });

  it('puts a transparent picture on white ground', async () => {
    const { kept } = await accepted(
      await sharp({ create: { width: 20, height: 20, channels: 4, background: '#00000000' } })
        .png()
        .toBuffer(),
    );
    expect((await sharp(kept).stats()).channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  });

  it.each([
    ['a ZIP', Buffer.from('PK\u0003\u0004evil.sh')],
    ['a web page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a PDF', Buffer.from('%PDF-1.7 evil')],
  ])('keeps nothing of %s behind or inside the picture', async (_, payload) => {
    const [jpeg, png] = [await testPage(300, 400).jpeg().toBuffer(), await testPage(300, 400).png().toBuffer()];
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, payload.length + 2]), payload]);
    for (const polyglot of [
      Buffer.concat([jpeg, payload]),
      Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
      Buffer.concat([png, payload]),
      withPngChunks(png, pngChunk('tEXt', Buffer.concat([Buffer.from('k\0'), payload]))),
    ]) {
      const { kept, preview } = await accepted(polyglot);
      expect([kept.includes(payload), preview.includes(payload)]).toEqual([false, false]);
    }
  });

  it('refuses a file of one byte more than 1 MiB and takes one of 1 MiB', async () => {
    const jpeg = await testPage().jpeg().toBuffer();
    const padded = Buffer.concat([jpeg, Buffer.alloc(MIB - jpeg.length)]);
    await accepted(padded);
    expect(await acceptScan(Buffer.concat([padded, Buffer.alloc(1)]))).toEqual({ refused: 'ImageTooLarge' });
  });

  it('keeps at most 1 MiB even where drawing anew makes a file larger', async () => {
    const worn = await noise(2_000, 1_800).jpeg({ quality: 12 }).toBuffer();
    const dotted = await noise(2_600, 2_600).threshold().png({ palette: true, colours: 2 }).toBuffer();
    for (const received of [worn, dotted]) {
      expect(received.length).toBeLessThanOrEqual(MIB);
      const scan = await accepted(received);
      expect(scan.kept.length).toBeLessThanOrEqual(MIB);
      expect(scan.keptType).toBe('image/jpeg');
    }
  });

  it('refuses a JPEG that lost its middle although its end is there', async () => {
    const jpeg = await noise(600, 600).jpeg().toBuffer();
    const damaged = Buffer.concat([jpeg.subarray(0, jpeg.length / 2), Buffer.from([0xff, 0xd9])]);
    expect(await acceptScan(damaged)).toEqual({ refused: 'ImageUnreadable' });
  });

  it('refuses a PNG whose data were changed', async () => {
    const png = await testPage(300, 400).png().toBuffer();
    const at = png.indexOf('IDAT') + 40;
    png.writeUInt8(png.readUInt8(at) ^ 0xff, at);
    expect(await acceptScan(png)).toEqual({ refused: 'ImageUnreadable' });
  });

  it('answers for any damaged file, and keeps of it at most what it may', async () => {
    const whole = [
      await testPage(120, 160).jpeg({ progressive: true }).toBuffer(),
      await testPage(120, 160).png().toBuffer(),
    ];
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), damage, async (picture, changes) => {
        const bytes = Buffer.from(picture);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const result = await acceptScan(bytes);
        if ('refused' in result) expect(imageRefusals).toHaveProperty(result.refused);
        else expect(result.kept.length).toBeLessThanOrEqual(MIB);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what is no picture at all', async () => {
    expect(await acceptScan(Buffer.alloc(0))).toEqual({ refused: 'ImageTypeNotSupported' });
    expect(await acceptScan(randomBytes(1_000))).toEqual({ refused: 'ImageTypeNotSupported' });
  });

  it('says why in both languages', () => {
    for (const { zh, en } of Object.values(imageRefusals)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});
