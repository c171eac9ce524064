import { createHash } from 'node:crypto';
import { LARGE, upright, whenThereIsRoom } from './decoder';
import type { ImageHeader } from './image-header';
import { scanLimits } from './limits';
import { readImageHeader } from './read-image-header';
import { refused, type Refused } from './refusals';

export type ScanType = ImageHeader['type'];
export type ScanWarning = 'LongSideUnder1200';

/** A scan as it is kept: drawn anew from its pixels, so that nothing of the uploaded file but the picture remains. */
export interface Accepted {
  /** At most 1 MiB. */
  readonly kept: Buffer;
  readonly keptType: ScanType;
  /** Hexadecimal, as is {@link receivedSha256}. */
  readonly keptSha256: string;
  readonly receivedSha256: string;
  /** Of what is kept, upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** JPEG with a long side of at most 1,000 pixels. */
  readonly preview: Buffer;
  readonly warnings: readonly ScanWarning[];
}

/**
 * From best to smallest; the first that fits is kept. Codes fitted to the picture (`optimizeCoding`) save a seventh of the
 * bytes for three times the time, and hold the whole picture in memory: so they are tried only where the limit asks for
 * it, and never on large pictures. What fits in none of these forms loses pixels, at the last of these qualities.
 */
const FORMS = [
  { quality: 88, optimizeCoding: false },
  { quality: 88, optimizeCoding: true },
  { quality: 75, optimizeCoding: true },
  { quality: 62, optimizeCoding: true },
] as const;
const UNFITTED = [88, 75, 62].map((quality) => ({ quality, optimizeCoding: false }));
const SHRINK = 0.7;
const PREVIEW_LONG_SIDE = 1_000;

/**
 * Takes in one scanned page, or says why not. JPEG stays JPEG (quality 88, full colour resolution for the red of seals);
 * PNG stays PNG unless it would exceed 1 MiB, and becomes a JPEG then. The same bytes give the same result.
 *
 * Never throws for what was uploaded. Pictures wait for each other: see {@link whenThereIsRoom}.
 * @param whose who uploads it: those who do so at the same time take turns
 */
export async function acceptScan(bytes: Buffer, whose = ''): Promise<Accepted | Refused> {
  if (bytes.length > scanLimits.bytes) return refused('ImageTooLarge');
  const header = readImageHeader(bytes);
  if ('refused' in header) return header;
  return whenThereIsRoom(header, whose, async () => {
    const kept = await redraw(header).catch(() => null);
    if (kept === null) return refused('ImageUnreadable');
    const preview = await upright(kept.data)
      .resize({ width: PREVIEW_LONG_SIDE, height: PREVIEW_LONG_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 80 })
      .toBuffer();
    return {
      kept: kept.data,
      keptType: kept.type,
      keptSha256: sha256(kept.data),
      receivedSha256: sha256(bytes),
      width: kept.width,
      height: kept.height,
      preview,
      warnings: Math.max(header.width, header.height) < scanLimits.advisedLongSide ? ['LongSideUnder1200'] : [],
    };
  });
}

interface Redrawn {
  readonly data: Buffer;
  readonly type: ScanType;
  readonly width: number;
  readonly height: number;
}

/** The largest and best form of the picture that is not above the limit. */
async function redraw({ type, width, height, picture }: ImageHeader): Promise<Redrawn> {
  if (type === 'image/png') {
    const { data, info } = await upright(picture).png().toBuffer({ resolveWithObject: true });
    if (data.length <= scanLimits.bytes) return { data, type, width: info.width, height: info.height };
  }
  const forms = width * height <= LARGE ? FORMS : UNFITTED;
  let longSide = Math.max(width, height);
  for (let step = 0; ; step++) {
    if (step >= forms.length) longSide = Math.floor(longSide * SHRINK);
    const { data, info } = await upright(picture)
      .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ ...forms[Math.min(step, forms.length - 1)], chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true });
    if (data.length <= scanLimits.bytes) return { data, type: 'image/jpeg', width: info.width, height: info.height };
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
