import { Inject, Injectable } from '@nestjs/common';
import { VIEWS, type AboutFigure, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { matches } from '../views/matches.view';

/** How long ago was everything compared? */
@Injectable()
export class MatchAge implements Figure {
  static readonly about: AboutFigure = {
    name: 'ekey_match_age_seconds',
    help: 'Time since certificates, tokens and orders were last compared',
    labels: [],
  };

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  /** Before the first night there is nothing to tell. */
  async read(now: string): Promise<readonly Reading[]> {
    const [last] = (await this.views.find(matches, { orderBy: 'day', descending: true, limit: 1 })).items;
    return last === undefined ? [] : [{ labels: {}, value: (Date.parse(now) - Date.parse(last.startedAt)) / 1000 }];
  }
}
