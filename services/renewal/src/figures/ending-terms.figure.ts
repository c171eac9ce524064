import { Inject, Injectable } from '@nestjs/common';
import { VIEWS, type AboutFigure, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { daysAfter } from '../certificate-term/reminders';
import { termsEnding } from '../views/terms-ending.view';

const SPANS = [90, 30, 7] as const;

/** How many keys in use will end within so many days? A longer span holds the shorter ones. */
@Injectable()
export class EndingTerms implements Figure {
  static readonly about: AboutFigure = {
    name: 'ekey_terms_ending',
    help: 'Live keys whose certificates end within so many days',
    labels: ['days'],
  };

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(now: string): Promise<readonly Reading[]> {
    return Promise.all(
      SPANS.map(async (days) => ({
        labels: { days: String(days) },
        value: await this.views.count(termsEnding, {
          standing: 'running',
          notAfter: { from: now, to: daysAfter(now, days) },
        }),
      })),
    );
  }
}
