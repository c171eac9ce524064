import type { Slot } from '@ekey/contracts';
import { SLOTS } from '@ekey/contracts';
import { sheet } from '@ekey/journeys';

const EDITIONS = 2;
/** Pixels: what is tortured is not the reading of pictures. */
const LONG_SIDE = 240;

/** Scans made beforehand, as small as they may be: one for each slot, and another for when the first was rejected. */
export class Sheets {
  private constructor(private readonly images: ReadonlyMap<string, Buffer>) {}

  static async made(): Promise<Sheets> {
    const images = new Map<string, Buffer>();
    for (const slot of SLOTS)
      for (let edition = 1; edition <= EDITIONS; edition += 1) {
        const words = `${slot} ${edition}`;
        images.set(words, await sheet({ words, longSide: LONG_SIDE }));
      }
    return new Sheets(images);
  }

  of(slot: Slot, edition: number): Buffer {
    return this.images.get(`${slot} ${edition}`) as Buffer;
  }
}
