import { sheet } from '@ekey/journeys';

const DIFFERENT = 12;
/** Pixels: what is tortured is not the reading of pictures. */
const LONG_SIDE = 240;

/** Scans made beforehand, as small as they may be, handed out in turn. */
export class Sheets {
  private handedOut = 0;

  private constructor(private readonly images: readonly Buffer[]) {}

  static async made(): Promise<Sheets> {
    const words = Array.from({ length: DIFFERENT }, (_none, index) => `sheet ${index}`);
    return new Sheets(await Promise.all(words.map((each) => sheet({ words: each, longSide: LONG_SIDE }))));
  }

  next(): Buffer {
    this.handedOut += 1;
    return this.images[this.handedOut % this.images.length] as Buffer;
  }
}
