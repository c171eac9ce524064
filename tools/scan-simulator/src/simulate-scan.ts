import sharp from 'sharp';
import { dust, random, type Pixels } from './dust';
import type { PagePicture } from './render-pdf-page';
import { signature } from './signature';

/** A place on the page, in millimetres from its top left corner. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export interface ScanOptions {
  /** Decides the hand and the dust: the same seed gives the same scan. */
  readonly seed: number;
  /** Where a signature is written. */
  readonly signatures?: readonly Place[];
  /** Where the seal is pressed on the paper. */
  readonly seals?: readonly Place[];
  /** The seal on transparent ground; a red ring with a star where none is given. */
  readonly sealPng?: Buffer;
  /** How far the page lies turned on the glass, clockwise. */
  readonly rotateDegrees?: number;
  /** How many specks of dust lie on the glass. */
  readonly speckles?: number;
  /** Of the JPEG; lowered as far as a file of 1 MiB asks for. */
  readonly quality?: number;
}

const MOST_BYTES = 1_048_576;
const MM_PER_INCH = 25.4;

/** What an enterprise would upload of a printed page: signed, stamped, laid on the glass not quite straight, as a JPEG of at most 1 MiB. */
export async function simulateScan(page: PagePicture, options: ScanOptions): Promise<Buffer> {
  const next = random(options.seed);
  const pixels = (millimetres: number): number => Math.round((millimetres * page.dpi) / MM_PER_INCH);
  const layers: sharp.OverlayOptions[] = [];
  for (const { left, top, width } of options.signatures ?? []) {
    layers.push({ input: signature(pixels(width), next), left: pixels(left), top: pixels(top) });
  }
  for (const { left, top, width } of options.seals ?? []) {
    const seal = sharp(options.sealPng ?? plainSeal).resize({ width: pixels(width) });
    // Ink lets the print below show through.
    layers.push({ input: await seal.png().toBuffer(), left: pixels(left), top: pixels(top), blend: 'multiply' });
  }
  const paper = await pixelsOf(sharp(page.png).composite(layers));
  return toJpeg(await onTheGlass(paper, page, options, next), options.quality ?? 85);
}

const pixelsOf = (picture: sharp.Sharp): Promise<Pixels> =>
  picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });

const picture = ({ data, info: { width, height, channels } }: Pixels): sharp.Sharp =>
  sharp(data, { raw: { width, height, channels } });

/** Turns the page about its middle and cuts it to its old size, since a scanner's glass is as large as its paper. */
async function onTheGlass(
  paper: Pixels,
  { width, height }: PagePicture,
  { rotateDegrees = 0, speckles = 0 }: ScanOptions,
  next: () => number,
): Promise<Pixels> {
  const turned = await pixelsOf(picture(paper).rotate(rotateDegrees, { background: 'white' }));
  const left = Math.floor((turned.info.width - width) / 2);
  const top = Math.floor((turned.info.height - height) / 2);
  const straight = rotateDegrees % 90 === 0;
  const page = straight ? turned : await pixelsOf(picture(turned).extract({ left, top, width, height }));
  dust(page, speckles, next);
  return page;
}

async function toJpeg(page: Pixels, quality: number): Promise<Buffer> {
  const jpeg = await picture(page).jpeg({ quality }).toBuffer();
  return jpeg.length <= MOST_BYTES || quality <= 20 ? jpeg : toJpeg(page, quality - 10);
}

const plainSeal =
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200" width="800" height="800">
  <circle r="94" fill="none" stroke="#d4141c" stroke-width="6"/>
  <path fill="#d4141c" d="M0-34 8-11 32-11 13 4 20 28 0 14-20 28-13 4-32-11-8-11Z"/>
</svg>`);
