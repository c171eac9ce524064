import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import {
  possibleCommandsAnswer,
  TimelineDesk,
  timelineAnswerOf,
  timelineQueryOf,
  type TimelineQuery,
} from '@ekey/case-papers/desk';
import { Answers, AnswersStored, atLeast, Caller, CONFIG, Does, HttpIntent, Intent, stored, VIEWS, type Config } from '@ekey/platform'; // prettier-ignore
import type { AtLeast, ViewStore } from '@ekey/views';
import { possibleCommands } from '../renewal/possible-commands';
import { renewals, tellers } from '../views/renewals.view';
import { RenewalAccess } from './renewal-access';
import { stepLabels } from './step-labels';

const timelineQuery = timelineQueryOf(tellers);
const timeline = timelineAnswerOf('RenewalTimeline', tellers);

/** What has become of a renewal, and what may be done with it now. */
@Controller('api/renewal/v1/renewals/:id')
export class RenewalTimelineController {
  constructor(
    private readonly access: RenewalAccess,
    private readonly desk: TimelineDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `after`: the `position` of the last answer. `wait`: up to so many seconds, where nothing is new. */
  @Does('更新进度，可等待下一步', 'The steps of a renewal, waiting for the next one if wanted')
  @Get('timeline')
  @Header('cache-control', 'private, no-store')
  @Answers(200, timeline)
  async timeline(
    @Param('id') id: string,
    @Query({ schema: timelineQuery }) query: TimelineQuery,
    @Caller() caller: Caller,
  ) {
    await this.access.find(id, caller);
    return this.desk.answer(tellers, query, () => this.steps(id, atLeast(query)), stepLabels);
  }

  @Does('当前可以进行的操作', 'What may be done now, by the same rules that will judge it')
  @Get('commands')
  @AnswersStored(200, possibleCommandsAnswer)
  async commands(@Param('id') id: string, @Caller() caller: Caller, @Intent() { now }: HttpIntent) {
    const found = await this.access.find(id, caller);
    const { RENEWAL_GRACE_DAYS: graceDays } = this.config;
    return stored(found, { commands: possibleCommands(found.state, { now, graceDays }) });
  }

  /** A renewal that was begun a moment ago is not told of yet. */
  private async steps(id: string, seen?: AtLeast) {
    return (await this.views.get(renewals, id, seen))?.timeline ?? [];
  }
}
