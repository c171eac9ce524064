import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { formNumberOf } from '@ekey/case-papers';
import { possibleCommandsAnswer, submissionRequest, type SubmissionRequest } from '@ekey/case-papers/desk';
import { checkEmailAddress, checkUscc, checkUsccShape } from '@ekey/identifiers';
import {
  Answers,
  AnswersStored,
  atLeast,
  Caller,
  CONFIG,
  Does,
  heardOf,
  HttpIntent,
  Intent,
  notFound,
  page,
  stored,
  VIEWS,
  type Config,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { possibleCommands } from '../key-application/possible-commands';
import { applicationStatus } from '../views/application-status.view';
import { application, applications, startedApplication, submitted } from './applications.answers';
import { addressNotConfirmed, tooManyOpen } from './applications.problems';
import {
  applicationQuery,
  applicationsQuery,
  contactRequest,
  startRequest,
  type ApplicationQuery,
  type ApplicationsQuery,
  type ContactRequest,
  type StartRequest,
} from './applications.requests';
import { CaseAccess } from './case-access';
import { checkedFields } from './checked-fields';
import { CopyingDesk } from './copying-desk';
import { Memberships } from './memberships';
import { NamingDesk } from './naming-desk';
import { ShownApplication } from './shown-application';
import { SubmissionDesk, wantedBy } from './submission-desk';
import { UserAccounts } from './user-accounts';

/** Of one account, before a submission or after a rejection. */
const MOST_OPEN = 20;

/** Applications as their enterprise has them in hand. */
@Controller('api/intake/v1/applications')
export class ApplicationsController {
  constructor(
    private readonly access: CaseAccess,
    private readonly users: UserAccounts,
    private readonly memberships: Memberships,
    private readonly copying: CopyingDesk,
    private readonly naming: NamingDesk,
    private readonly submissions: SubmissionDesk,
    private readonly shown: ShownApplication,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Does('新建申请，可沿用已结束申请的内容', 'Begin an application, if wanted with what an ended one held')
  @Post()
  @AnswersStored(201, startedApplication)
  async start(
    @Body({ schema: startRequest }) body: StartRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { account } = await this.users.current(caller.id);
    if (account.mail === null) throw addressNotConfirmed();
    const { uscc } = checkedFields({ uscc: body.usccAsPrinted ? checkUsccShape(body.uscc) : checkUscc(body.uscc) });
    const caseId = intent.newId('application');
    const isNew = (await this.access.load(caseId)) === null;
    if (isNew) await this.refuseTooMany(caller.id);
    const { kind, replaces } = body;
    const known = replaces === undefined ? null : await this.naming.named(replaces, uscc, caller);
    const named = known?.named ?? null;
    if (kind === 'additional') await this.naming.refuseStrangers(uscc, caller);
    if (isNew && (kind === 'first' || kind === 'additional' || named !== null))
      await this.submissions.refuseWhereBarred(uscc, caseId, wantedBy(kind, named));
    const source = body.copyFrom === undefined ? null : await this.access.find(body.copyFrom, caller);
    const copy = source === null ? null : await this.copying.copy(source, caseId, uscc);
    const formNumber = formNumberOf(caseId, intent.now);
    const data = {
      ...{ caseId, kind, uscc, accountId: caller.id, formNumber, mailTo: account.mail, now: intent.now },
      activation: { trigger: this.config.ACTIVATION_TRIGGER, days: this.config.ACTIVATION_DAYS },
      draft: copy?.draft ?? known?.draft ?? { uscc, usccAsPrinted: body.usccAsPrinted },
      copiedFrom: source?.id ?? null,
      documents: copy?.documents ?? [],
      named,
    };
    const outcome = await this.access.send(caseId, { type: 'StartApplication', data }, intent, { sent: body });
    const [begun] = outcome.facts;
    const number = begun?.type === 'ApplicationStarted' ? begun.data.formNumber : formNumber;
    return stored(outcome, { applicationId: caseId, formNumber: number });
  }

  /** What the caller has started, or (`of=enterprise`) what the enterprise has that invited the caller, or is named and he acts for. */
  @Does('申请列表，最新的在前', 'The applications, newest first')
  @Get()
  @Answers(200, applications)
  async list(@Query({ schema: applicationsQuery }) query: ApplicationsQuery, @Caller() caller: Caller) {
    const { where, besides } = await this.memberships.whose(caller, query);
    const found = await this.views.find(applicationStatus, {
      where,
      orderBy: 'startedAt',
      descending: true,
      ...page(query),
    });
    const items = found.items.filter(({ own }) => own.uscc !== besides);
    return { ...found, items: items.map((answer) => this.shown.line(answer)) };
  }

  @Does('一件申请：状态、材料、备注、轮到谁办理', 'One application: status, documents, remarks, whose move it is')
  @Get(':id')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, application)
  async get(
    @Param('id') id: string,
    @Query({ schema: applicationQuery }) query: ApplicationQuery,
    @Caller() caller: Caller,
  ) {
    await this.access.find(id, caller);
    const answer = await this.views.get(applicationStatus, id, atLeast(query) ?? heardOf('intake'));
    if (answer === null) throw notFound();
    return stored(answer.own, await this.shown.whole(answer));
  }

  @Does('当前可以进行的操作', 'What may be done now, by the same rules that will judge it')
  @Get(':id/commands')
  @AnswersStored(200, possibleCommandsAnswer)
  async commands(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const found = await this.access.find(id, caller);
    const { file } = found.state;
    const possible = await this.naming.asFarAsLossAllows(possibleCommands(found.state, intent.now), file);
    return stored(found, { commands: await this.submissions.asFarAsSlotsAllow(possible, file) });
  }

  @Does('确认提交：预审时限开始计算', 'Confirm the submission (submit no. 2): the clock of the pre-verification starts')
  @Post(':id/submission')
  @HttpCode(200)
  @AnswersStored(200, submitted)
  async submit(
    @Param('id') id: string,
    @Body({ schema: submissionRequest }) body: SubmissionRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const found = await this.access.find(id, caller);
    return stored(await this.submissions.confirmed(found, body, caller.id, intent), { round: body.round });
  }

  @Does('撤回申请', 'Withdraw the application')
  @Post(':id/withdrawal')
  @HttpCode(204)
  @AnswersStored(204)
  async withdraw(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    const command = { type: 'WithdrawApplication', data: { now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  @Does('更正联系邮箱，无需重新审核', 'Correct the address for mail, at any stage and without a new review')
  @Put(':id/contact')
  @AnswersStored(204)
  async correctContact(
    @Param('id') id: string,
    @Body({ schema: contactRequest }) body: ContactRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { mail: mailTo } = checkedFields({ mail: checkEmailAddress(body.mail) });
    await this.access.find(id, caller);
    const command = { type: 'CorrectContact', data: { mailTo, now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: body }));
  }

  /** The link of the one before opens nothing any more. */
  @Does('重发激活邮件', 'Have the activation mail sent once more')
  @Post(':id/activation-mails')
  @HttpCode(204)
  @AnswersStored(204)
  async sendActivationAgain(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    const data = { requestId: intent.newId('activation'), because: 'asked-again', now: intent.now } as const;
    return stored(await this.access.send(id, { type: 'RequestActivation', data }, intent, { sent: {} }));
  }

  /** Against flooding, not a rule of the procedure: what was begun within the last moment may not be counted. */
  private async refuseTooMany(account: string): Promise<void> {
    const open = await this.views.count(applicationStatus, { account, idleSince: { from: '' } });
    if (open >= MOST_OPEN) throw tooManyOpen(MOST_OPEN);
  }
}
