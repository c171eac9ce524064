import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Answers, Caller, Does, HttpIntent, Intent, page, VIEWS } from '@ekey/platform';
import type { Condition, ViewStore } from '@ekey/views';
import type { Officer } from '../review/review.commands';
import { caseDetail, type KnownCase } from '../views/case-detail.view';
import { statusLabels } from '../views/status-labels';
import { cases } from './cases.answers';
import { Officers } from './officers';
import { casesQuery, type CasesQuery } from './review.requests';

/** The provider, its support and the auditor are asked about any case, an authority's people about their own. */
const scopeOf = ({ roles, organisationId }: Officer): Record<string, Condition> =>
  roles.some((role) => ['SPR', 'CS', 'AUD'].includes(role)) ? {} : { agencyId: organisationId };

/** What is told of a case to who may not read it: nothing of a person. */
function line({ caseId, status, stage, round, submission, claim, clock }: KnownCase, now: string) {
  const { kind, uscc, nameCn, agencyId, formNumber, submittedAt } = submission;
  return {
    ...{ caseId, status, statusLabel: statusLabels[status], stage, kind, uscc, nameCn, agencyId, formNumber, round },
    submittedAt,
    claim: claim !== null && claim.leaseUntil > now ? claim : null,
    dueOn: clock?.dueOn ?? null,
  };
}

/** Finds a case wherever it stands: in a queue or in none, since it is the applicant's turn or it is over. */
@Controller('api/review/v1/cases')
export class CaseListController {
  constructor(
    private readonly officers: Officers,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does(
    '按统一社会信用代码、表单编号或状态查找案件，最新的在前',
    'Finds cases by code of the enterprise, form number or status, newest first',
  )
  @Get()
  @Answers(200, cases)
  async list(@Query({ schema: casesQuery }) query: CasesQuery, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const { limit: _limit, after: _after, ...asked } = query;
    const where = { ...scopeOf(await this.officers.acting(caller)), ...asked };
    const found = await this.views.find(caseDetail, {
      where,
      orderBy: 'submittedAt',
      descending: true,
      ...page(query),
    });
    return { ...found, items: found.items.map((known) => line(known, intent.now)) };
  }
}
