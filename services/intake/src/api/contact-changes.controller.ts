import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { AnswersStored, Caller, Commands, Does, HttpIntent, Intent, stored } from '@ekey/platform';
import type { SubmitContactChange } from '../contact-changes/contact-changes.commands';
import { HandleContactChanges } from '../contact-changes/contact-changes.handler';
import { changeOf, type ContactChange, type ContactChangesState } from '../contact-changes/contact-changes.state';
import { contactChangeAnswer, contactChangeLabels, submittedContactChange } from './contact-changes.answers';
import { contactChangeProblems, contactChangeUnknown } from './contact-changes.problems';
import {
  contactChangeRequest,
  correctedContactRequest,
  type ContactChangeRequest,
  type CorrectedContactRequest,
} from './contact-changes.requests';
import { ContactDesk } from './contact-desk';
import { Enterprises } from './enterprises';
import { ShownApplication } from './shown-application';
import { UsccInAddress } from './uscc-in-address.pipe';

/** 变更 of contact data alone, by whoever acts for the enterprise: no papers, no new key. */
@Controller('api/intake/v1/enterprises/:uscc/contact-changes')
export class ContactChangesController {
  constructor(
    private readonly commands: Commands,
    private readonly enterprises: Enterprises,
    private readonly desk: ContactDesk,
    private readonly shown: ShownApplication,
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
    await this.enterprises.find(uscc, caller);
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
    const { number } = (await this.find(uscc, changeId, caller)).change.submission;
    const asked = { changeId, uscc, number, round: body.round, submittedBy: caller.id };
    return this.send(await this.desk.submission(asked, body.form, intent.now), intent, body);
  }

  @Does('联系信息变更：状态与备注', 'A change of contact data: status and remarks')
  @Get(':change')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, contactChangeAnswer)
  async get(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('change') contactChangeId: string,
    @Caller() caller: Caller,
  ) {
    const { change, revision } = await this.find(uscc, contactChangeId, caller);
    const { status, submission, remarks } = change;
    const { number, formNumber, round, changedFields } = submission;
    const told = remarks.map((each) => this.shown.remark({ ...each, stage: 'contact', ground: null }));
    return stored(
      { revision },
      {
        ...{ contactChangeId, formNumber, uscc, number, round },
        nextRound: status === 'returned' ? round + 1 : null,
        status: { code: status, ...contactChangeLabels[status] },
        changedFields,
        remarks: await Promise.all(told),
      },
    );
  }

  private async find(
    uscc: string,
    changeId: string,
    caller: Caller,
  ): Promise<{ change: ContactChange; revision: number }> {
    await this.enterprises.find(uscc, caller);
    const { state, revision } = await this.commands.ask(HandleContactChanges, uscc);
    const change = changeOf(state as ContactChangesState, changeId);
    if (change === null) throw contactChangeUnknown();
    return { change, revision };
  }

  /** Answered by what the log has, also where the request is a repeat. */
  private async send(data: SubmitContactChange['data'], intent: HttpIntent, sent: unknown) {
    const command = { type: 'SubmitContactChange', data } as const;
    const envelope = intent.envelope({ sent });
    const outcome = await this.commands.send(HandleContactChanges, data.uscc, command, envelope, contactChangeProblems);
    const [fact] = outcome.facts;
    if (fact?.type !== 'ContactChangeSubmitted') throw new Error('contact data are submitted by a fact, or refused');
    const { changeId: contactChangeId, formNumber, round } = fact.data;
    return stored(outcome, { contactChangeId, formNumber, round });
  }
}
