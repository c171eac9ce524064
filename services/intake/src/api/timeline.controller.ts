import { Controller, Get, Header, Inject, Param, Query, type OnModuleDestroy } from '@nestjs/common';
import { Answers, Caller, Does, notFound, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { applicationStatus } from '../views/application-status.view';
import { BEGINNING, entriesAfter, parsePosition, positionText } from '../views/application-status/timeline-of';
import { timeline } from './timeline.answers';
import { timelineQuery, type TimelineQuery } from './applications.requests';
import { CaseAccess } from './case-access';
import { ShownTimeline } from './shown-timeline';

/** How often a waiting reader's case is looked at. */
const LOOK_EVERY_MS = 200;

/** The steps of a case, for readers who wait for the next one. */
@Controller('api/intake/v1/applications/:id/timeline')
export class TimelineController implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly access: CaseAccess,
    private readonly shown: ShownTimeline,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** Called before the server waits for its answers: no reader keeps the process from stopping. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** `after`: the `position` of the last answer. `wait`: up to so many seconds, where nothing is new. */
  @Does('办理进度，可等待下一步', 'The steps of a case, waiting for the next one if wanted')
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, timeline)
  async get(
    @Param('id') id: string,
    @Query({ schema: timelineQuery }) { after, wait }: TimelineQuery,
    @Caller() caller: Caller,
  ) {
    await this.access.find(id, caller);
    const from = (after === undefined ? null : parsePosition(after)) ?? BEGINNING;
    const end = performance.now() + wait * 1_000;
    for (;;) {
      const answer = await this.views.get(applicationStatus, id);
      if (answer === null) throw notFound();
      const { fresh, position } = entriesAfter(answer.timeline, from);
      if (fresh.length > 0 || performance.now() >= end || this.stopping)
        return { items: await this.shown.entries(fresh), position: positionText(position) };
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
