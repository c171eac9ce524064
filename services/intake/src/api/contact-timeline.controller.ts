import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { TimelineDesk, timelineAnswerOf, timelineQueryOf, type TimelineQuery } from '@ekey/case-papers/desk';
import { Answers, Caller, Does, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { contactChangeCases, tellers } from '../views/contact-changes.view';
import { ContactChangeAccess } from './contact-change-access';
import { contactStepLabels } from './contact-change-labels';
import { UsccInAddress } from './uscc-in-address.pipe';

const timelineQuery = timelineQueryOf(tellers);
const timeline = timelineAnswerOf('ContactChangeTimeline', tellers);

/** The steps of a change of contact data, for readers who wait for the next one. */
@Controller('api/intake/v1/enterprises/:uscc/contact-changes/:change/timeline')
export class ContactTimelineController {
  constructor(
    private readonly access: ContactChangeAccess,
    private readonly desk: TimelineDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** `after`: the `position` of the last answer. `wait`: up to so many seconds, where nothing is new. */
  @Does(
    '联系信息变更的办理进度，可等待下一步',
    'The steps of a change of contact data, waiting for the next one if wanted',
  )
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, timeline)
  async get(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') changeId: string,
    @Query({ schema: timelineQuery }) query: TimelineQuery,
    @Caller() caller: Caller,
  ) {
    await this.access.find(uscc, changeId, caller);
    return this.desk.answer(tellers, query, () => this.steps(changeId), contactStepLabels);
  }

  /** A change that was submitted a moment ago is not told of yet. */
  private async steps(changeId: string) {
    return (await this.views.get(contactChangeCases, changeId))?.timeline ?? [];
  }
}
