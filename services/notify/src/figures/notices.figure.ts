import { Inject, Injectable } from '@nestjs/common';
import { VIEWS, type AboutFigure, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { notices, type ShownNotice } from '../views/notices.view';

const NOT_DELIVERED: readonly ShownNotice['state'][] = ['sending', 'waiting', 'abandoned'];

/** How many mails have not been delivered, and how many never will be by themselves? */
@Injectable()
export class Notices implements Figure {
  static readonly about: AboutFigure = {
    name: 'ekey_notices',
    help: 'Mails that are not delivered, by what is to become of them',
    labels: ['state'],
  };

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(): Promise<readonly Reading[]> {
    return Promise.all(
      NOT_DELIVERED.map(async (state) => ({ labels: { state }, value: await this.views.count(notices, { state }) })),
    );
  }
}
