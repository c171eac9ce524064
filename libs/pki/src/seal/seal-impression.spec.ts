import sharp from 'sharp';
import { type CutImpression, isRefusal, sealFromImpression, sealPicture, type SealShape } from '..';

interface Scan {
  shape?: SealShape;
  /** Degrees by which the paper lay askew. */
  turn?: number;
  /** Of the stamp, in the page's pixels. */
  left?: number;
  top?: number;
  dpi?: number;
  more?: string;
  quality?: number;
}

/** A 确认函 page as a scanner gives it: print, a red stamp, red specks of dust, a little askew, JPEG. */
async function scanned(scan: Scan = {}): Promise<Buffer> {
  const { shape = 'limited-company', turn = 0, dpi = 150, left = 600, top = 1000, more = '', quality = 80 } = scan;
  const stamp = await sealPicture({ enterpriseName: '福州示例进出口有限公司', shape });
  if (isRefusal(stamp)) throw new Error(stamp.rejected);
  const [width, height] = [Math.round(8.27 * dpi), Math.round(11.69 * dpi)];
  const print = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f7f5ef"/>
     ${Array.from({ length: 20 }, (_, i) => `<rect x="120" y="${100 + i * 70}" width="${width - 240}" height="10" fill="#222"/>`).join('')}
     <circle cx="90" cy="300" r="2" fill="#d00"/><circle cx="1100" cy="200" r="2" fill="#d00"/>${more}</svg>`,
  );
  const inPixels = Math.round((stamp.widthMm / 25.4) * dpi);
  const input = await sharp(stamp.png).resize(inPixels).toBuffer();
  return sharp(print)
    .composite([{ input, left, top }])
    .flatten()
    .rotate(turn, { background: '#fff' })
    .jpeg({ quality })
    .toBuffer();
}

async function cut(image: Buffer, shape: SealShape = 'limited-company'): Promise<CutImpression> {
  const picture = await sealFromImpression(image, { shape });
  if (isRefusal(picture)) throw new Error(`${picture.rejected} ${picture.detail}`);
  return picture;
}

/** Share of the picture's pixels that are opaque, in a square about the middle or in the corners. */
async function opacity(picture: CutImpression, where: 'star' | 'corners'): Promise<number> {
  const side = Math.round(picture.heightPx / 12);
  const middle = { left: Math.round((picture.widthPx - side) / 2), top: Math.round((picture.heightPx - side) / 2) };
  const region = { ...(where === 'star' ? middle : { left: 0, top: 0 }), width: side, height: side };
  const alpha = await sharp(picture.png).extract(region).extractChannel('alpha').raw().toBuffer();
  return alpha.reduce((sum, value) => sum + value, 0) / alpha.length / 255;
}

const page = (body: string, width = 800, height = 1100): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${body}</svg>`,
    ),
  )
    .png()
    .toBuffer();

const codeOf = async (image: Buffer): Promise<string> => {
  const picture = await sealFromImpression(image, { shape: 'limited-company' });
  return isRefusal(picture) ? picture.rejected : 'cut';
};

const RING = '<circle cx="400" cy="500" r="100" fill="none" stroke="#d9131c" stroke-width="8"/>';

describe('The impression on a scan', () => {
  it('is cut out at its size, red on transparent ground, at 300 dpi', async () => {
    const picture = await cut(await scanned());
    expect(picture).toMatchObject({ widthMm: 40, heightMm: 40, widthPx: 473, heightPx: 473 });
    expect(await sharp(picture.png).metadata()).toMatchObject({ width: 473, height: 473, hasAlpha: true });
    expect(await opacity(picture, 'star')).toBeGreaterThan(0.9);
    expect(await opacity(picture, 'corners')).toBeLessThan(0.02);
  });

  it('says how finely it was scanned', async () => {
    const { scannedWidthPx } = await cut(await scanned());
    expect(scannedWidthPx).toBeGreaterThanOrEqual(236);
    expect(scannedWidthPx).toBeLessThan(260);
  });

  it.each([-2, 1, 5])('is found on a page that lay askew by %i degrees', async (turn) => {
    const picture = await cut(await scanned({ turn }));
    expect(await opacity(picture, 'star')).toBeGreaterThan(0.9);
  });

  it('is found on a coarse and a fine scan', async () => {
    expect((await cut(await scanned({ dpi: 105, left: 400, top: 700, quality: 60 }))).widthPx).toBe(473);
    expect((await cut(await scanned({ dpi: 300, left: 1200, top: 2400 }))).scannedWidthPx).toBeGreaterThanOrEqual(473);
  });

  it('loses the print that it stands on', async () => {
    const picture = await cut(await scanned({ top: 650 }));
    const red = await sharp(picture.png).flatten({ background: '#fff' }).extractChannel('red').raw().toBuffer();
    expect(red.every((value) => value > 190)).toBe(true);
  });

  it('of an oval seal has the oval form, whatever the type of the enterprise says', async () => {
    const image = await scanned({ shape: 'foreign-invested' });
    expect(await cut(image)).toMatchObject({ widthMm: 45, heightMm: 30, widthPx: 532, heightPx: 355 });
    expect(await cut(await scanned(), 'foreign-invested')).toMatchObject({ widthMm: 40, heightMm: 40 });
  });

  it("has the size of the enterprise's form", async () => {
    expect(await cut(await scanned(), 'joint-stock-company')).toMatchObject({ widthMm: 42, heightMm: 42 });
  });

  it('is found on a scan that its EXIF data turn', async () => {
    const upright = await scanned();
    const lying = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await opacity(await cut(lying), 'star')).toBeGreaterThan(0.9);
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ['on a page without red', () => page('<rect x="10" y="10" width="300" height="300"/>'), 'ImpressionNotFound'],
    [
      'on a page without colour',
      () => page(RING).then((image) => sharp(image).greyscale().png().toBuffer()),
      'ImpressionNotFound',
    ],
    [
      'that is a red square',
      () => page('<rect x="300" y="400" width="200" height="200" fill="#d00"/>'),
      'ImpressionNotASeal',
    ],
    [
      'that is a red stroke',
      () => page('<rect x="100" y="400" width="300" height="60" fill="none" stroke="#d00" stroke-width="6"/>'),
      'ImpressionTooSmall',
    ],
    [
      'that is a long box',
      () => page('<rect x="100" y="400" width="380" height="130" fill="none" stroke="#d00" stroke-width="6"/>'),
      'ImpressionRatioImplausible',
    ],
    ['that is a dot', () => page('<circle cx="400" cy="500" r="12" fill="#d00"/>'), 'ImpressionTooSmall'],
    [
      'that fills the page',
      () => page('<circle cx="400" cy="500" r="380" fill="none" stroke="#d00" stroke-width="20"/>'),
      'ImpressionTooLarge',
    ],
    ['in what is no image', () => Promise.resolve(Buffer.from('no image')), 'ImpressionUnreadable'],
    [
      'on a page that is cut off',
      () => scanned().then((image) => image.subarray(0, image.length / 2)),
      'ImpressionUnreadable',
    ],
    [
      'on a page without end',
      () =>
        sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'ImpressionUnreadable',
    ],
  ])('is refused %s', async (_, make, code) => {
    expect(await codeOf(await make())).toBe(code);
  });

  it('is cut where the same ring would be refused without its gap', async () => {
    expect(await codeOf(await page(RING))).toBe('cut');
  });
});
