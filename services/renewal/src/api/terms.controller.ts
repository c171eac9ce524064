import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Clock } from '@ekey/kernel';
import { Answers, Caller, CLOCK, Does, hasRole, page, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { endOfDayAfter } from '@ekey/working-days';
import { termsEnding, type ShownTerm } from '../views/terms-ending.view';
import { standingLabels, type ListedStanding } from './labels';
import { terms } from './terms.answers';
import { termsQuery, type TermsQuery } from './terms.requests';

const listed = Object.keys(standingLabels) as ListedStanding[];

/** Whose keys come to their end, today’s among them: for those whom their enterprises will ask. */
@Controller('api/renewal/v1')
export class TermsController {
  constructor(
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Does('即将到期的电子钥匙，到期早的在前', 'The keys that come to their end, the nearest end first')
  @Get('terms-ending')
  @Answers(200, terms)
  async list(@Query({ schema: termsQuery }) query: TermsQuery, @Caller() caller: Caller) {
    const now = this.clock.now();
    // Whole days: a page's cursor is good for the very same bounds.
    const notAfter = { from: endOfDayAfter(now, -1), to: endOfDayAfter(now, query.days) };
    const where = { ...scopeOf(caller), standing: { in: listed }, notAfter };
    const found = await this.views.find(termsEnding, { where, orderBy: 'notAfter', ...page(query) });
    return { ...found, items: found.items.map(shown) };
  }
}

/** Support answers everybody; an authority's people see the keys that their own counters handed over. */
const scopeOf = (caller: Caller): Record<string, string> =>
  hasRole(caller, 'CS') ? {} : { agencyId: caller.organisationId ?? '' };

function shown(term: ShownTerm) {
  // The list asks for no other standing.
  const standing = term.standing as ListedStanding;
  return { ...term, standing, standingLabel: standingLabels[standing] };
}
