import { create } from 'qrcode';
import sharp from 'sharp';
import { readPrintoutQr } from '.';
import { QrThread } from './qr-thread';
import { testPage } from './testing';

const TEXT = 'EKEY1|application-form|SQ-20261122-000123|3|9f3a61c2d07b';

/** A QR code as an SVG of the given side. */
function code(side: number): Buffer {
  const { modules } = create(TEXT, { errorCorrectionLevel: 'Q' });
  const cells: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) cells.push(`M${column} ${row}h1v1h-1z`);
    }
  }
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${modules.size} ${modules.size}" shape-rendering="crispEdges"><path d="${cells.join('')}"/></svg>`,
  );
}

const pageWithCode = async (left: number, top: number): Promise<sharp.Sharp> => {
  const page = testPage(1_654, 2_339).composite([
    {
      input: { create: { width: 300, height: 300, channels: 3, background: 'white' } },
      left: left - 30,
      top: top - 30,
    },
    { input: code(240), left, top },
  ]);
  return sharp(await page.png().toBuffer());
};

describe('reading the QR code of a scan', () => {
  it.each([0, 90, 180, 270])('finds it on a page turned by %d degrees', async (degrees) => {
    const page = await pageWithCode(1_300, 95);
    expect(await readPrintoutQr(await page.rotate(degrees).jpeg().toBuffer())).toBe(TEXT);
  });

  it.each([-12, -3, 1, 8])('finds it on a page lying askew by %d degrees', async (degrees) => {
    const page = await pageWithCode(1_300, 95);
    expect(await readPrintoutQr(await page.rotate(degrees, { background: 'white' }).jpeg().toBuffer())).toBe(TEXT);
  });

  it('finds it anywhere on the page', async () => {
    expect(await readPrintoutQr(await (await pageWithCode(200, 1_900)).png().toBuffer())).toBe(TEXT);
  });

  it('finds it on a scan of 100 dpi', async () => {
    const page = await pageWithCode(1_300, 95);
    expect(await readPrintoutQr(await page.resize({ width: 827 }).jpeg({ quality: 70 }).toBuffer())).toBe(TEXT);
  });

  it('finds none where there is none', async () => {
    expect(await readPrintoutQr(await testPage().jpeg().toBuffer())).toBeNull();
  });

  it('finds none on a picture smaller than any code', async () => {
    expect(await readPrintoutQr(await testPage(1, 1).png().toBuffer())).toBeNull();
  });

  it.each([
    [20_000, 21],
    [21, 20_000],
  ])('finds none on a strip of %d by %d pixels, which is narrower than any code once it is looked at', async (w, h) => {
    expect(await readPrintoutQr(await testPage(w, h).png().toBuffer())).toBeNull();
  });

  it('finds none in what is no picture', async () => {
    expect(await readPrintoutQr(Buffer.from('not a picture'))).toBeNull();
    expect(await readPrintoutQr((await testPage().jpeg().toBuffer()).subarray(0, 2_000))).toBeNull();
  });

  it('gives up when the time is over, and reads the next page all the same', async () => {
    const page = await (await pageWithCode(1_300, 95)).jpeg().toBuffer();
    expect(await readPrintoutQr(page, 'somebody', 1)).toBeNull();
    expect(await readPrintoutQr(page)).toBe(TEXT);
  });

  it('looks at one page after the other', async () => {
    const thread = new QrThread();
    const blank = { data: Buffer.alloc(200 * 200, 255), width: 200, height: 200 };
    const readings = await Promise.all(Array.from({ length: 5 }, () => thread.read(blank, 2_000)));
    expect(readings.map(({ text }) => text)).toEqual([null, null, null, null, null]);
  });
});
