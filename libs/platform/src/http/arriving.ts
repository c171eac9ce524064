import { tooBusy, tooManyRequests } from './problem';

/** A body of no more bytes weighs no more than the connection by which it comes. */
export const SMALL_BODY = 16 * 1024;

interface Bounds {
  readonly most: number;
  readonly mostOfOne: number;
}
/** In bytes: of all bodies together, and of what one caller sends at one time. */
const BOUNDS: Bounds = { most: 128 * 1024 * 1024, mostOfOne: 16 * 1024 * 1024 };
const SOON_SECONDS = 1;

/**
 * How much is on its way in. A body is held as far as it has come, and may take its time over a poor line: who begins many and
 * ends none fills the memory with them. So each is counted from its beginning, by what it says to be.
 */
export class Arriving {
  private bytes = 0;
  private readonly byCaller = new Map<string, number>();

  constructor(private readonly bounds = BOUNDS) {}

  /**
   * @returns what is to be called when the body is there, or comes no more; nothing where it need not be counted
   * @throws Problem where there is no room for it
   */
  take(caller: string, bytes: number): (() => void) | undefined {
    if (bytes <= SMALL_BODY) return undefined;
    const own = (this.byCaller.get(caller) ?? 0) + bytes;
    if (own > this.bounds.mostOfOne) throw tooManyRequests(SOON_SECONDS);
    if (this.bytes + bytes > this.bounds.most) throw tooBusy();
    this.bytes += bytes;
    this.byCaller.set(caller, own);
    let isOnItsWay = true;
    return () => {
      if (isOnItsWay) this.giveBack(caller, bytes);
      isOnItsWay = false;
    };
  }

  private giveBack(caller: string, bytes: number): void {
    this.bytes -= bytes;
    const own = (this.byCaller.get(caller) ?? 0) - bytes;
    if (own > 0) this.byCaller.set(caller, own);
    else this.byCaller.delete(caller);
  }
}
