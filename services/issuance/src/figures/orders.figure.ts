import { Inject, Injectable } from '@nestjs/common';
import { CASES, VIEWS, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { orderList } from '../views/order-list.view';
import type { OrderStatus } from '../views/order-labels';

/** Those that are over only grow in number, and nobody has to do anything about them. */
const UNDER_WAY: readonly OrderStatus[] = [
  'to-make',
  'producing',
  'made',
  'shipped',
  'received',
  'ready',
  'reviewed',
  'final-failed',
];

/** How many keys are at which step on their way to the hand? */
@Injectable()
export class Orders implements Figure {
  static readonly about = CASES;

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(): Promise<readonly Reading[]> {
    return Promise.all(
      UNDER_WAY.map(async (status) => ({
        labels: { stage: status },
        value: await this.views.count(orderList, { status }),
      })),
    );
  }
}
