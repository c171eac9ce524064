import { Inject, Injectable } from '@nestjs/common';
import { CASES, VIEWS, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { reviewQueue, type ReviewTask } from '../views/review-queue.view';

const QUEUES: readonly ReviewTask['queue'][] = [
  'pre-verification',
  're-verification',
  'renewal',
  'contact',
  'refusal-proposals',
];

/** How many cases wait at which desk? */
@Injectable()
export class WaitingCases implements Figure {
  static readonly about = CASES;

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(): Promise<readonly Reading[]> {
    return Promise.all(
      QUEUES.map(async (queue) => ({
        labels: { stage: queue },
        value: await this.views.count(reviewQueue, { queue }),
      })),
    );
  }
}
