/** Longer than it takes to join a group and to be given a share of its work. */
const COMES_AGAIN_WITHIN = 30_000;
const LOOK_AGAIN_MS = 1_000;

/** When what a fault left in hand is in hand no more. */
export interface LeftInHandOptions {
  /** How long it may take to come again once it can be read, in milliseconds; else another process has it. */
  readonly comesAgainWithin?: number | undefined;
  /** Whether everything is dealt with, here or in another process. */
  readonly isDealtWith: () => Promise<boolean>;
  readonly onSettled: () => void;
}

/**
 * What a fault left in hand, until it comes again. Where processes share the work another may have got it: nothing has to
 * come here for this one to be well. So it is once the group has dealt with everything, and at the latest after a while.
 */
export class LeftInHand {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: LeftInHandOptions) {}

  /** The feed is being read again. */
  expect(): void {
    const within = this.options.comesAgainWithin ?? COMES_AGAIN_WITHIN;
    const end = performance.now() + within;
    const look = async (): Promise<void> => {
      const { timer } = this;
      const isSettled = performance.now() >= end || (await this.options.isDealtWith().catch(() => false));
      // It has come again meanwhile.
      if (this.timer !== timer) return;
      if (isSettled) this.options.onSettled();
      else lookSoon();
    };
    const lookSoon = (): void => {
      this.timer = setTimeout(() => void look(), Math.min(within, LOOK_AGAIN_MS)).unref();
    };
    lookSoon();
  }

  /** Something came, or nothing can. */
  expectNothing(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
