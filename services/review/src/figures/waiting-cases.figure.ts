import { Inject, Injectable } from '@nestjs/common';
import { CASES, VIEWS, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { QUEUES } from '../review/stages';
import { reviewQueue } from '../views/review-queue.view';

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
