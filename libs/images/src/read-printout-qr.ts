import sharp from 'sharp';
import { upright, whenThereIsRoom } from './decoder';
import type { ImageHeader } from './image-header';
import { QrThread, type GreyPicture } from './qr-thread';
import { RankedTurns } from './ranked-turns';
import { readImageHeader } from './read-image-header';

/** A part of the page (fractions of its sides) looked at with so many pixels to the page's long side. */
interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly longSide: number;
  /** Replaces each pixel by the middle of its neighbourhood: takes dust away. */
  readonly median?: number;
}

const whole = { left: 0, top: 0, width: 1, height: 1 } as const;
/** From the likeliest and cheapest on: where our printouts have their code, then anywhere, for pages upside down. */
const VIEWS: readonly View[] = [
  { left: 0.6, top: 0, width: 0.4, height: 0.25, longSide: 1_800 },
  { ...whole, longSide: 1_000 },
  { ...whole, longSide: 1_600 },
  { ...whole, longSide: 2_200, median: 3 },
];

/** As large as the largest view needs it. */
const PAGE_LONG_SIDE = 2_200;
/** Of the smallest code there is (ISO/IEC 18004, version 1), on a side. */
const FEWEST_MODULES = 21;
/** For all views of one page together. */
const TIME_MS = 3_000;
const thread = new QrThread();
/**
 * The first view of any page comes before the second of any other: a page whose code is where we printed it is read at once,
 * however many pages without one are being searched. Nor does a view take place in memory before its turn.
 */
const turns = new RankedTurns();

/**
 * The text of a QR code on a scanned page, upright or turned; null when there is none, none can be read, the time is over
 * or the file is not a picture. Time spent waiting for other pages does not count.
 *
 * @param bytes a scan as `acceptScan` keeps it, or as it was uploaded
 * @param whose as of `acceptScan`
 */
export async function readPrintoutQr(bytes: Buffer, whose = '', timeMs = TIME_MS): Promise<string | null> {
  const header = readImageHeader(bytes);
  if ('refused' in header || !mayHoldCode(header)) return null;
  const page = await whenThereIsRoom(header, whose, () => greyPage(header)).catch(() => null);
  // A strip may be that narrow only now: it was made smaller to be looked at.
  if (page === null || !mayHoldCode(page)) return null;
  let left = timeMs;
  for (const [rank, view] of VIEWS.entries()) {
    const { text, tookMs } = await turns.run(rank, async () => thread.read(await look(page, view), left));
    left -= tookMs;
    if (text !== null) return text;
    if (left <= 0) return null;
  }
  return null;
}

const mayHoldCode = ({ width, height }: Pick<GreyPicture, 'width' | 'height'>): boolean =>
  Math.min(width, height) >= FEWEST_MODULES;

async function greyPage({ picture }: ImageHeader): Promise<GreyPicture> {
  return raw(
    upright(picture).resize({ width: PAGE_LONG_SIDE, height: PAGE_LONG_SIDE, fit: 'inside', withoutEnlargement: true }),
  );
}

async function look(page: GreyPicture, view: View): Promise<GreyPicture> {
  const { data, width, height } = page;
  const part = {
    left: Math.floor(view.left * width),
    top: Math.floor(view.top * height),
    width: Math.ceil(view.width * width),
    height: Math.ceil(view.height * height),
  };
  const scale = Math.min(1, view.longSide / Math.max(width, height));
  const pipeline = sharp(data, { raw: { width, height, channels: 1 } })
    .extract(part)
    .resize({ width: Math.max(1, Math.round(part.width * scale)) });
  return raw(view.median === undefined ? pipeline : pipeline.median(view.median));
}

async function raw(pipeline: sharp.Sharp): Promise<GreyPicture> {
  const { data, info } = await pipeline.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
