import { tooBusy, tooManyRequests } from './problem';

/** A body of no more bytes weighs no more than the connection by which it comes. */
export const SMALL_BODY = 16 * 1024;

interface Bounds {
  readonly most: number;
  readonly mostOfOne: number;
}
/** In bytes: of all bodies together, and of those that one caller sends at one time. */
const BOUNDS: Bounds = { most: 128 * 1024 * 1024, mostOfOne: 16 * 1024 * 1024 };
const SOON_SECONDS = 1;

/**
 * How much of the memory bodies take, each from its beginning until it is answered, by what it says to be. One that is on its way
 * is held as far as it has come, and may take its time over a poor line: who begins many and ends none would fill the memory
 * with them. And who sends many that take long to look at would fill the room of all others.
 */
export class BodyShares {
  private bytes = 0;
  private readonly byCaller = new Map<string, number>();

  constructor(private readonly bounds = BOUNDS) {}

  /**
   * @returns what is to be called when it is answered, or comes no more; nothing where it need not be counted
   * @throws Problem where there is no room for it
   */
  take(caller: string, bytes: number): (() => void) | undefined {
    if (bytes <= SMALL_BODY) return undefined;
    const own = (this.byCaller.get(caller) ?? 0) + bytes;
    if (own > this.bounds.mostOfOne) throw tooManyRequests(SOON_SECONDS);
    if (this.bytes + bytes > this.bounds.most) throw tooBusy();
    this.bytes += bytes;
    this.byCaller.set(caller, own);
    let isHeld = true;
    return () => {
      if (isHeld) this.giveBack(caller, bytes);
      isHeld = false;
    };
  }

  private giveBack(caller: string, bytes: number): void {
    this.bytes -= bytes;
    const own = (this.byCaller.get(caller) ?? 0) - bytes;
    if (own > 0) this.byCaller.set(caller, own);
    else this.byCaller.delete(caller);
  }
}
