import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Answers, AnswersStored, atLeast, Caller, Does, HttpIntent, Intent, page, stored, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { SubmitContactChange } from '../contact-changes/contact-changes.commands';
import { contactChangeCases } from '../views/contact-changes.view';
import { ContactChangeAccess } from './contact-change-access';
import { contactChangeAnswer, contactChangesAnswer, submittedContactChange } from './contact-changes.answers';
import {
  contactChangeQuery,
  contactChangeRequest,
  contactChangesQuery,
  correctedContactRequest,
  type ContactChangeQuery,
  type ContactChangeRequest,
  type ContactChangesQuery,
  type CorrectedContactRequest,
} from './contact-changes.requests';
import { ContactDesk } from './contact-desk';
import { ShownContactChange } from './shown-contact-change';
import { UsccInAddress } from './uscc-in-address.pipe';

/** 变更 of contact data alone, by whoever acts for the enterprise: no papers, no new key. */
@Controller('api/intake/v1/enterprises/:uscc/contact-changes')
export class ContactChangesController {
  constructor(
    private readonly access: ContactChangeAccess,
    private readonly desk: ContactDesk,
    private readonly shown: ShownContactChange,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('提交联系信息变更：审核时限开始计算', 'Submit a change of contact data: the clock of its review starts')
  @Post()
  @AnswersStored(201, submittedContactChange)
  async submit(
    @Param('uscc', UsccInAddress) uscc: string,
    @Body({ schema: contactChangeRequest }) body: ContactChangeRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.refuseStrangers(uscc, caller);
    const changeId = intent.newId('contact-change');
    const asked = { changeId, uscc, number: body.number, round: 1, submittedBy: caller.id };
    return this.send(await this.desk.submission(asked, body.form, intent.now), intent, body);
  }

  @Does('审核未通过后改正并重新提交', 'Submit it anew, corrected, where the review has not passed it')
  @Post(':change/submission')
  @HttpCode(200)
  @AnswersStored(200, submittedContactChange)
  async submitAnew(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') changeId: string,
    @Body({ schema: correctedContactRequest }) body: CorrectedContactRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { number } = (await this.access.find(uscc, changeId, caller)).change.submission;
    const asked = { changeId, uscc, number, round: body.round, submittedBy: caller.id };
    return this.send(await this.desk.submission(asked, body.form, intent.now), intent, body);
  }

  @Does('撤回联系信息变更', 'Withdraw a change of contact data: they stay as they are')
  @Post(':change/withdrawal')
  @HttpCode(204)
  @AnswersStored(204)
  async withdraw(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') changeId: string,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.find(uscc, changeId, caller);
    const command = { type: 'WithdrawContactChange', data: { changeId, now: intent.now } } as const;
    return stored(await this.access.send(uscc, command, intent, {}));
  }

  @Does('本企业的联系信息变更，最新的在前', 'The changes of the enterprise’s contact data, newest first')
  @Get()
  @Header('cache-control', 'private, no-store')
  @Answers(200, contactChangesAnswer)
  async list(
    @Param('uscc', UsccInAddress) uscc: string,
    @Query({ schema: contactChangesQuery }) query: ContactChangesQuery,
    @Caller() caller: Caller,
  ) {
    await this.access.refuseStrangers(uscc, caller);
    const newest = { where: { uscc }, orderBy: 'startedAt', descending: true } as const;
    const found = await this.views.find(contactChangeCases, { ...newest, ...page(query) });
    return { ...found, items: found.items.map((each) => this.shown.line(each)) };
  }

  @Does(
    '联系信息变更：状态、审核期限、备注、轮到谁办理',
    'A change of contact data: status, due date, remarks, whose move it is',
  )
  @Get(':change')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, contactChangeAnswer)
  async get(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') changeId: string,
    @Query({ schema: contactChangeQuery }) query: ContactChangeQuery,
    @Caller() caller: Caller,
  ) {
    const found = await this.access.find(uscc, changeId, caller);
    const told = await this.views.get(contactChangeCases, changeId, atLeast(query));
    return stored(found, await this.shown.whole(found.change, told));
  }

  /** Answered by what the log has, also where the request is a repeat. */
  private async send(data: SubmitContactChange['data'], intent: HttpIntent, sent: unknown) {
    const outcome = await this.access.send(data.uscc, { type: 'SubmitContactChange', data }, intent, sent);
    const [fact] = outcome.facts;
    if (fact?.type !== 'ContactChangeSubmitted') throw new Error('contact data are submitted by a fact, or refused');
    const { changeId: contactChangeId, formNumber, round } = fact.data;
    return stored(outcome, { contactChangeId, formNumber, round });
  }
}
