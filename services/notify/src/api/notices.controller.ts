import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AnswersStored,
  atLeast,
  Commands,
  Does,
  HttpIntent,
  Intent,
  notFound,
  page,
  stored,
  VIEWS,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { HandleNotice } from '../notice/notice.handler';
import { notices } from '../views/notices.view';
import { notice as noticeAnswer, noticesAnswer } from './notices.answers';
import { noticeProblems } from './notices.problems';
import { noticeQuery, noticesQuery, type NoticeQuery, type NoticesQuery } from './notices.requests';
import { SupportDesk } from './support-desk';

/** What was mailed, to whom (masked) and with what outcome; abandoned notices are support's tasks. */
@Controller('api/notify/v1/notices')
export class NoticesController {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    private readonly desk: SupportDesk,
  ) {}

  @Does('已寄与待寄的通知，最新的在前', 'The notices, newest first')
  @Get()
  @Answers(200, noticesAnswer)
  async list(@Query({ schema: noticesQuery }) query: NoticesQuery) {
    const { case: caseId, state, purpose } = query;
    const where = {
      ...(caseId === undefined ? {} : { case: caseId }),
      ...(state === undefined ? {} : { state }),
      ...(purpose === undefined ? {} : { purpose }),
    };
    const found = await this.views.find(notices, { where, orderBy: 'queuedAt', descending: true, ...page(query) });
    return { ...found, items: await Promise.all(found.items.map((notice) => this.desk.shown(notice))) };
  }

  @Does('一份通知及其寄送经过', 'One notice, and what became of it')
  @Get(':id')
  @AnswersStored(200, noticeAnswer)
  async get(@Param('id') id: string, @Query({ schema: noticeQuery }) query: NoticeQuery) {
    const notice = await this.views.get(notices, id, atLeast(query));
    if (notice === null) throw notFound();
    return stored(notice, await this.desk.shown(notice));
  }

  @Does('将通知重新寄往现在的邮箱', 'Send a notice once more, to the address that is valid now')
  @Post(':id/redelivery')
  @AnswersStored(204)
  async redeliver(@Param('id') id: string, @Intent() intent: HttpIntent) {
    const command = { type: 'RedeliverNotice', data: { now: intent.now } } as const;
    return stored(await this.commands.send(HandleNotice, id, command, intent.envelope({ sent: {} }), noticeProblems));
  }
}
