import { acceptScan, readPrintoutQr } from '@ekey/images';
import { parsePrintoutCode, printoutKinds } from '@ekey/printouts';
import { codeArea, impressionArea, renderPrintout } from '@ekey/printouts/pdf';
import { samplePrintout, sampleSettings } from '@ekey/printouts/testing';
import sharp from 'sharp';
import { drawCopy, pdfPageCount, renderPdfPage, signingPlaces, simulateScan, type ScanOptions } from '../src';

const { formNumber, formVersion, shortHash } = samplePrintout;
const signedAndStamped: ScanOptions = { ...signingPlaces['seal-confirmation'], seed: 7, speckles: 1_500 };

describe.each([...printoutKinds])('a scan of %s', (kind) => {
  it.each([
    ['upright at 200 dpi', 200, { rotateDegrees: 0, quality: 85 }],
    ['turned by a degree at 200 dpi', 200, { rotateDegrees: 1, quality: 85 }],
    ['turned the other way at 150 dpi, poor JPEG', 150, { rotateDegrees: -1, quality: 40 }],
    ['upside down at 120 dpi', 120, { rotateDegrees: 180, quality: 60 }],
  ] as const)('%s is accepted and says which form it shows', async (_, dpi, lying) => {
    const { pdf } = await renderPrintout(kind, samplePrintout, sampleSettings);
    expect(await shownOn(pdf, 1, dpi, lying)).toEqual({ kind, formNumber, formVersion, shortHash });
  });

  it('says on each page which form it shows', async () => {
    const { pdf, pages } = await renderPrintout(kind, samplePrintout, sampleSettings);
    expect(await pdfPageCount(pdf)).toBe(pages);
    for (let number = 2; number <= pages; number++)
      expect(await shownOn(pdf, number, 150, {})).toEqual({ kind, formNumber, formVersion, shortHash });
  });

  async function shownOn(pdf: Buffer, number: number, dpi: number, lying: Omit<ScanOptions, 'seed'>) {
    const paper = { ...signingPlaces[kind], seed: 7, speckles: 1_500, ...lying };
    const accepted = await acceptScan(await simulateScan(await renderPdfPage(pdf, number, dpi), paper));
    if ('refused' in accepted) throw new Error(accepted.refused);
    return parsePrintoutCode((await readPrintoutQr(accepted.kept)) ?? '');
  }
});

describe('a simulated scan', () => {
  const page = async () =>
    renderPdfPage((await renderPrintout('seal-confirmation', samplePrintout, sampleSettings)).pdf);

  it('is the same for the same seed and another for another', async () => {
    const picture = await page();
    const scan = await simulateScan(picture, signedAndStamped);
    expect((await simulateScan(picture, signedAndStamped)).equals(scan)).toBe(true);
    expect((await simulateScan(picture, { ...signedAndStamped, seed: 8 })).equals(scan)).toBe(false);
  });

  it('is a JPEG of A4 at its resolution and of at most 1 MiB', async () => {
    const scan = await simulateScan(await page(), { ...signedAndStamped, speckles: 20_000, quality: 100 });
    expect(scan.length).toBeLessThanOrEqual(1_048_576);
    expect(await sharp(scan).metadata()).toMatchObject({ format: 'jpeg', width: 1_654, height: 2_339 });
  });

  it('can be made of a copy of any paper, and says nothing of a form', async () => {
    const copy = await renderPdfPage(await drawCopy('营业执照（副本）', ['统一社会信用代码　91310115MA1K00007Q']));
    const scan = await simulateScan(copy, { seed: 3, seals: [{ left: 120, top: 200, width: 40 }] });
    expect(await acceptScan(scan)).toMatchObject({ keptType: 'image/jpeg', warnings: [] });
    expect(await readPrintoutQr(scan)).toBeNull();
  });

  it('has the seal red in the box for the impression, and the box empty without one', async () => {
    const picture = await page();
    const { left, top, width, height } = impressionArea;
    const redness = async (options: ScanOptions): Promise<number> => {
      const scan = await simulateScan(picture, options);
      const { channels } = await part(scan, { left: left + 1, top: top + 2, width: width - 2, height: height - 4 });
      return channels[0]!.mean - channels[1]!.mean;
    };
    expect(await redness(signedAndStamped)).toBeGreaterThan(5);
    expect(await redness({ seed: 1 })).toBeLessThan(0.1);
  });

  it('has the code where the printout says it is, with a light margin of four modules around', async () => {
    const { png } = await page();
    const { left, top, side } = codeArea;
    const inside = await part(png, { left, top, width: side, height: side });
    expect(inside.channels[0]!.mean).toBeLessThan(160);
    const margin = (side / 37) * 4;
    for (const beside of [left - margin, left + side + 0.2]) {
      const { channels } = await part(png, { left: beside, top, width: margin - 0.4, height: side });
      expect(channels[0]!.min).toBe(255);
    }
  });
});

/** Statistics of a part of a page of 200 dpi; the part is given in millimetres. */
async function part(
  page: Buffer,
  area: { left: number; top: number; width: number; height: number },
): Promise<sharp.Stats> {
  const pixels = (millimetres: number): number => Math.round((millimetres * 200) / 25.4);
  const [left, top, width, height] = [area.left, area.top, area.width, area.height].map(pixels) as [
    number,
    number,
    number,
    number,
  ];
  return sharp(await sharp(page).extract({ left, top, width, height }).png().toBuffer()).stats();
}
