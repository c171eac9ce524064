import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import {
  possibleCommandsAnswer,
  TimelineDesk,
  timelineAnswerOf,
  timelineQueryOf,
  type TimelineQuery,
} from '@ekey/case-papers/desk';
import { Answers, AnswersStored, atLeast, Caller, Does, HttpIntent, Intent, stored, VIEWS } from '@ekey/platform';
import type { AtLeast, ViewStore } from '@ekey/views';
import { possibleCommands } from '../contact-changes/possible-commands';
import { contactChangeCases, tellers } from '../views/contact-changes.view';
import { ContactChangeAccess } from './contact-change-access';
import { contactStepLabels } from './contact-change-labels';
import { UsccInAddress } from './uscc-in-address.pipe';

const timelineQuery = timelineQueryOf(tellers);
const timeline = timelineAnswerOf('ContactChangeTimeline', tellers);

/** How far a change of contact data has come, and what may be done about it now. */
@Controller('api/intake/v1/enterprises/:uscc/contact-changes/:change')
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
  @Get('timeline')
  @Header('cache-control', 'private, no-store')
  @Answers(200, timeline)
  async timeline(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') changeId: string,
    @Query({ schema: timelineQuery }) query: TimelineQuery,
    @Caller() caller: Caller,
  ) {
    await this.access.find(uscc, changeId, caller);
    return this.desk.answer(tellers, query, () => this.steps(changeId, atLeast(query)), contactStepLabels);
  }

  @Does(
    '联系信息变更当前可以进行的操作',
    'What may be done about a change of contact data now, by the same rules that will judge it',
  )
  @Get('commands')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, possibleCommandsAnswer)
  async commands(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') changeId: string,
    @Caller() caller: Caller,
    @Intent() { now }: HttpIntent,
  ) {
    const found = await this.access.find(uscc, changeId, caller);
    return stored(found, { commands: possibleCommands(found.state, changeId, now) });
  }

  /** A change that was submitted a moment ago is not told of yet. */
  private async steps(changeId: string, seen?: AtLeast) {
    return (await this.views.get(contactChangeCases, changeId, seen))?.timeline ?? [];
  }
}
