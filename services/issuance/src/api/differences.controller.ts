import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Answers, Does, page, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { differences, type ComparedSubject } from '../views/differences.view';
import { matches } from '../views/matches.view';
import { differenceLabels, differencesPage, matchesPage } from './differences.answers';
import { differencesQuery, matchesQuery, type DifferencesQuery, type MatchesQuery } from './differences.requests';

/** What the nightly comparison of certificates, tokens and orders has found. */
@Controller('api/issuance/v1')
export class DifferencesController {
  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  @Does('证书、介质与制作单核对差异', 'Where certificates, tokens and orders do not agree')
  @Get('differences')
  @Answers(200, differencesPage)
  async list(@Query({ schema: differencesQuery }) query: DifferencesQuery) {
    const { state = 'open', kind } = query;
    const where = { state, ...(kind === undefined ? {} : { kind }) };
    const found = await this.views.find(differences, { where, orderBy: 'changedAt', descending: true, ...page(query) });
    return { ...found, items: found.items.map(shown) };
  }

  @Does('每夜核对记录', 'The nights in which everything was compared')
  @Get('matches')
  @Answers(200, matchesPage)
  nights(@Query({ schema: matchesQuery }) query: MatchesQuery) {
    return this.views.find(matches, { orderBy: 'day', descending: true, ...page(query) });
  }
}

const shown = ({ differences: found, ...subject }: ComparedSubject) => ({
  ...subject,
  differences: found.map((each) => ({ ...each, label: differenceLabels[each.code] })),
});
