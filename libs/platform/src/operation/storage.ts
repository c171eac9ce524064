import type { Floor, Unusable } from '../floor';
import { logger } from './logging';

const ASK_AGAIN_MS = 5_000;

/** What of a floor, or beside it, cannot be used now. Health may be asked by anybody and often: disk and servers are not. */
export class Storage {
  private askedAt = -Infinity;
  private answer: Promise<readonly Unusable[]> = Promise.resolve([]);

  constructor(private readonly floor: Pick<Floor, 'unusable' | 'damaged'>) {}

  /** What was found missing or altered. */
  damaged(): readonly Unusable[] {
    return this.floor.damaged?.() ?? [];
  }

  unusable(): Promise<readonly Unusable[]> {
    if (performance.now() - this.askedAt < ASK_AGAIN_MS) return this.answer;
    this.askedAt = performance.now();
    return (this.answer = this.ask());
  }

  private async ask(): Promise<readonly Unusable[]> {
    const unusable = (await this.floor.unusable?.()) ?? [];
    for (const { what, cause } of unusable) logger().error({ what, cause }, 'cannot be used now');
    return unusable;
  }
}
