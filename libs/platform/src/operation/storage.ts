import type { Floor } from '../floor';
import { describeError } from './describe-error';
import { logger } from './logging';

const ASK_AGAIN_MS = 5_000;

/** Whether the floor can be written now. Health may be asked by anybody and often: the disk is not. */
export class Storage {
  private askedAt = -Infinity;
  private answer: Promise<boolean> = Promise.resolve(true);

  constructor(private readonly floor: Pick<Floor, 'assertWritable'>) {}

  isWritable(): Promise<boolean> {
    if (performance.now() - this.askedAt < ASK_AGAIN_MS) return this.answer;
    this.askedAt = performance.now();
    return (this.answer = this.ask());
  }

  private async ask(): Promise<boolean> {
    try {
      await this.floor.assertWritable?.();
      return true;
    } catch (error) {
      logger().error({ error: describeError(error) }, 'the store cannot be written');
      return false;
    }
  }
}
