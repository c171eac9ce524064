import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 200];

/** Half of what may be in hand: however many wait, as many more are answered meanwhile. */
export const MOST_WAITING = 1_000;

/** Requests that wait for something new. */
@Injectable()
export class WaitingReaders implements OnModuleDestroy {
  private stopping = false;
  private waiting = 0;

  /** Called before the server waits for its answers: no reader keeps the process from stopping. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Looks again until it is there or the time is over; where too many wait, only once. @returns what was seen last */
  async until<Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean, seconds: number): Promise<Seen> {
    if (this.waiting >= MOST_WAITING) return look();
    this.waiting += 1;
    try {
      return await this.lookAgain(look, isThere, performance.now() + seconds * 1_000);
    } finally {
      this.waiting -= 1;
    }
  }

  private async lookAgain<Seen>(
    look: () => Promise<Seen>,
    isThere: (seen: Seen) => boolean,
    end: number,
  ): Promise<Seen> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, 2 * pause)) {
      const seen = await look();
      if (isThere(seen) || performance.now() >= end || this.stopping) return seen;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
