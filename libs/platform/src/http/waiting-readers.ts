import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 200];

/** Requests that wait for something new. */
@Injectable()
export class WaitingReaders implements OnModuleDestroy {
  private stopping = false;

  /** Called before the server waits for its answers: no reader keeps the process from stopping. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Looks again until it is there or the time is over. @returns what was seen last */
  async until<Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean, seconds: number): Promise<Seen> {
    const end = performance.now() + seconds * 1_000;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, 2 * pause)) {
      const seen = await look();
      if (isThere(seen) || performance.now() >= end || this.stopping) return seen;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
