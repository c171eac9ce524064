/** Requests that are being answered at one time, those that wait for news included. */
const MOST_REQUESTS = 2_000;
/** Of all their bodies together: scans are held whole while they are sealed and stored. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * How much is in hand. Where an engine is slow, each request takes as long as its deadlines allow; what came on top would
 * only fill the memory, and be answered too late for anybody to wait for it.
 */
export class InHand {
  private requests = 0;
  private bytes = 0;

  constructor(
    private readonly mostRequests = MOST_REQUESTS,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /**
   * @param bytes of its body.
   * @returns what gives its room back, or nothing where there is none: then it is to be refused.
   */
  take(bytes: number): (() => void) | undefined {
    if (this.requests >= this.mostRequests || (this.requests > 0 && this.bytes + bytes > this.mostBytes))
      return undefined;
    this.requests += 1;
    this.bytes += bytes;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.requests -= 1;
      this.bytes -= bytes;
    };
  }
}
