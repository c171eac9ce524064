import sharp from 'sharp';
import { DecodingQueue } from './decoding-queue';
import { scanLimits } from './limits';

// Both settings hold for the process. Scans differ, so a cache only holds memory; and two pictures on one thread each
// use two cores better than one picture on two, without starving the event loop's other work.
sharp.cache(false);
sharp.concurrency(1);

/** A picture of more pixels is decoded alone, and in the ways that need the least memory. */
export const LARGE = 16_000_000;
const PLACES = 2;
const queue = new DecodingQueue(PLACES);

/** Runs work that decodes somebody's picture as soon as there is room for it, and it is his turn. */
export const whenThereIsRoom = <Result>(
  { width, height }: { readonly width: number; readonly height: number },
  whose: string,
  work: () => Promise<Result>,
): Promise<Result> => queue.run(width * height > LARGE ? PLACES : 1, whose, work);

/** A picture turned upright on white ground, every kind of metadata left behind; damaged data make its output fail. */
export const upright = (picture: Buffer): sharp.Sharp =>
  sharp(picture, { limitInputPixels: scanLimits.pixels, failOn: 'warning', pages: 1 })
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb');
