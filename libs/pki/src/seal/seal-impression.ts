import type { Sharp } from 'sharp';
import { type Refusal, refusal } from '../refusal';
import { IMPRESSION_WORDINGS, type ImpressionCode } from './seal-impression.codes';
import { type Box, type Impression, type Page, locateImpression, redness } from './seal-impression.locate';
import type { SealPicture } from './seal-picture';
import { SEAL_FORMS, type SealForm, type SealShape } from './seal-shape';

export interface ImpressionOptions {
  /** Gives the size in millimetres, where its form (round or oval) is that of the impression. */
  readonly shape: SealShape;
  /** At least 300, which is the default. */
  readonly dpi?: number;
}

export interface CutImpression extends SealPicture {
  /** Pixels of the scan across the impression: below the picture's own width it was enlarged. */
  readonly scannedWidthPx: number;
}

type Code = ImpressionCode;

const no = (code: Code, detail?: string): Refusal<Code> => refusal(IMPRESSION_WORDINGS, code, detail);

/** Long side of the page in the look for the impression. */
const OVERVIEW = 1200;
const MAX_PIXELS = 60_000_000;

/**
 * Cuts the red impression out of a scanned 确认函 page (JPEG or PNG) and makes everything else transparent: paper, print and handwriting.
 * Decoding and scaling run in the thread pool. Whether the impression may be used, and names the right enterprise, the reviewer decides.
 */
export async function sealFromImpression(
  image: Buffer,
  options: ImpressionOptions,
): Promise<CutImpression | Refusal<Code>> {
  const scan = await readScan(image);
  if ('rejected' in scan) return scan;
  const { overview, size } = scan;
  const impression = locateImpression(overview);
  if (!impression) return no('ImpressionNotFound');
  const scale = size.width / overview.width;
  const doubt = doubtAbout(impression, overview, scale);
  if (doubt) return doubt;
  const box = enlarge(impression, scale, size);
  const cut = await pageOf((await open(image)).extract(box));
  return { ...(await picture(cut, formFor(impression, options.shape), options.dpi ?? 300)), scannedWidthPx: box.width };
}

/** The scan upright, as its EXIF orientation says; a truncated one is an error and not half a page. */
async function open(image: Buffer): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  return sharp(image, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).autoOrient();
}

interface Scan {
  readonly overview: Page;
  readonly size: { readonly width: number; readonly height: number };
}

async function readScan(image: Buffer): Promise<Scan | Refusal<Code>> {
  try {
    const { autoOrient: size } = await (await open(image)).metadata();
    const small = (await open(image)).resize(OVERVIEW, OVERVIEW, { fit: 'inside', withoutEnlargement: true });
    return { overview: await pageOf(small), size };
  } catch (error) {
    return no('ImpressionUnreadable', (error as Error).message.split('\n')[0]);
  }
}

async function pageOf(image: Sharp): Promise<Page> {
  const { data, info } = await image
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** At 100 dpi the smallest seal has 118 pixels: fewer cannot be enlarged into anything that is read. */
const MIN_SCANNED = 100;

function doubtAbout(impression: Impression, page: Page, scale: number): Refusal<Code> | null {
  const { width, height, redPixels } = impression;
  const share = Math.max(width, height) / Math.max(page.width, page.height);
  if (Math.min(width, height) * scale < MIN_SCANNED || share < 0.05)
    return no('ImpressionTooSmall', `${width}×${height}`);
  if (share > 0.5) return no('ImpressionTooLarge', `${width}×${height}`);
  if (!isRound(impression) && !isOval(impression)) return no('ImpressionRatioImplausible', (width / height).toFixed(2));
  const ink = redPixels / (width * height);
  return ink < 0.04 || ink > 0.6 ? no('ImpressionNotASeal', ink.toFixed(2)) : null;
}

const isRound = ({ width, height }: Box): boolean => width / height > 0.85 && width / height < 1.18;
const isOval = ({ width, height }: Box): boolean => width / height > 1.3 && width / height < 1.75;

function formFor(impression: Box, shape: SealShape): SealForm {
  const form = SEAL_FORMS[shape];
  const isFormRound = form.widthMm === form.heightMm;
  if (isFormRound === isRound(impression)) return form;
  return SEAL_FORMS[isFormRound ? 'foreign-invested' : 'limited-company'];
}

/** The box in the pixels of the scan, with a margin for the soft edge of the ink. */
function enlarge(box: Box, scale: number, page: { width: number; height: number }): Box {
  const margin = Math.ceil(box.width * scale * 0.015) + 1;
  const left = Math.max(0, Math.floor(box.left * scale) - margin);
  const top = Math.max(0, Math.floor(box.top * scale) - margin);
  const right = Math.min(page.width, Math.ceil((box.left + box.width) * scale) + margin);
  const bottom = Math.min(page.height, Math.ceil((box.top + box.height) * scale) + margin);
  return { left, top, width: right - left, height: bottom - top };
}

const INK = { r: 217, g: 19, b: 28 };
/** The same as a pixel without density: RGBA, most significant octet first. */
const INK_BYTES = 0xd9131c00;

/** One ink, as dense as the pixel was red. */
async function picture(cut: Page, form: SealForm, dpi: number): Promise<SealPicture> {
  const { default: sharp } = await import('sharp');
  const pixels = Buffer.alloc(cut.width * cut.height * 4);
  for (let i = 0; i < cut.width * cut.height; i += 1) {
    const density = Math.min(255, Math.max(0, (redness(cut.pixels, i * 3) - 30) * 4));
    pixels.writeUInt32BE(INK_BYTES + density, i * 4);
  }
  const [widthPx, heightPx] = [Math.ceil((form.widthMm / 25.4) * dpi), Math.ceil((form.heightMm / 25.4) * dpi)];
  const png = await sharp(pixels, { raw: { width: cut.width, height: cut.height, channels: 4 } })
    .resize(widthPx, heightPx, { fit: 'contain', background: { ...INK, alpha: 0 } })
    .png({ palette: true, colours: 64, dither: 0 })
    .withMetadata({ density: dpi })
    .toBuffer();
  return { png, widthPx, heightPx, widthMm: form.widthMm, heightMm: form.heightMm };
}
