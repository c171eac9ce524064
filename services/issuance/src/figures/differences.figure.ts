import { Inject, Injectable } from '@nestjs/common';
import { VIEWS, type AboutFigure, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { differences, subjectKinds } from '../views/differences.view';

/** How many tokens, certificates and orders do not agree with each other? */
@Injectable()
export class Differences implements Figure {
  static readonly about: AboutFigure = {
    name: 'ekey_differences',
    help: 'Tokens, certificates and orders that the nightly comparison finds not to agree',
    labels: ['kind'],
  };

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(): Promise<readonly Reading[]> {
    return Promise.all(
      subjectKinds.map(async (kind) => ({
        labels: { kind },
        value: await this.views.count(differences, { state: 'open', kind }),
      })),
    );
  }
}
