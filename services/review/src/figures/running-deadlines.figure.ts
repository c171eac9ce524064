import { Inject, Injectable } from '@nestjs/common';
import { endsBy, RUNNING_DEADLINES, VIEWS, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { reviewQueue } from '../views/review-queue.view';

/** How many reviews are late, or will be by tomorrow? */
@Injectable()
export class RunningDeadlines implements Figure {
  static readonly about = RUNNING_DEADLINES;

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(now: string): Promise<readonly Reading[]> {
    return Promise.all(
      Object.entries(endsBy(now)).map(async ([end, dueAt]) => ({
        labels: { end },
        value: await this.views.count(reviewQueue, { dueAt }),
      })),
    );
  }
}
