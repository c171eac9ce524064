import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { TimelineDesk, timelineAnswerOf, timelineQueryOf, type TimelineQuery } from '@ekey/case-papers/desk';
import { Answers, atLeast, Caller, Does, heardOf, notFound, VIEWS } from '@ekey/platform';
import type { AtLeast, ViewStore } from '@ekey/views';
import { applicationStatus } from '../views/application-status.view';
import { tellers } from '../views/application-status/timeline-of';
import { CaseAccess } from './case-access';
import { stepLabels } from './step-labels';

const timelineQuery = timelineQueryOf(tellers);
const timeline = timelineAnswerOf('Timeline', tellers);

/** The steps of a case, for readers who wait for the next one. */
@Controller('api/intake/v1/applications/:id/timeline')
export class TimelineController {
  constructor(
    private readonly access: CaseAccess,
    private readonly desk: TimelineDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** `after`: the `position` of the last answer. `wait`: up to so many seconds, where nothing is new. */
  @Does('办理进度，可等待下一步', 'The steps of a case, waiting for the next one if wanted')
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, timeline)
  async get(@Param('id') id: string, @Query({ schema: timelineQuery }) query: TimelineQuery, @Caller() caller: Caller) {
    await this.access.find(id, caller);
    const seen = atLeast(query) ?? heardOf('intake');
    return this.desk.answer(tellers, query, () => this.steps(id, seen), stepLabels);
  }

  private async steps(id: string, seen: AtLeast) {
    const answer = await this.views.get(applicationStatus, id, seen);
    if (answer === null) throw notFound();
    return answer.timeline;
  }
}
