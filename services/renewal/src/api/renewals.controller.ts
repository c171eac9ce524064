import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { answersOf, formNumberOf } from '@ekey/case-papers';
import { submissionRequest, type SubmissionRequest } from '@ekey/case-papers/desk';
import {
  Answers,
  AnswersStored,
  atLeast,
  Caller,
  Commands,
  Does,
  HttpIntent,
  Intent,
  page,
  stored,
  VIEWS,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { CertificateTermState } from '../certificate-term/certificate-term.state';
import { HandleCertificateTerm } from '../certificate-term/certificate-term.handler';
import { HandleRenewal } from '../renewal/renewal.handler';
import { keysInHand, type KeyInHand } from '../views/keys-in-hand.view';
import { renewals } from '../views/renewals.view';
import { keyOf, RenewalAccess } from './renewal-access';
import { confirmedRenewal, renewalAnswer, renewalLines, startedRenewal } from './renewals.answers';
import { keyNotKnown, renewalProblems } from './renewals.problems';
import { renewalQuery, renewalsQuery, type RenewalQuery, type RenewalsQuery } from './renewals.requests';
import { ShownRenewal } from './shown-renewal';

/** Renewals as the holder of the key has them in hand. */
@Controller('api/renewal/v1/renewals')
export class RenewalsController {
  constructor(
    private readonly access: RenewalAccess,
    private readonly commands: Commands,
    private readonly shown: ShownRenewal,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('办理更新：用要更新的电子钥匙登录后开始', 'Begin the renewal of the key that is plugged in')
  @Post()
  @AnswersStored(201, startedRenewal)
  async start(@Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const { serial } = keyOf(caller);
    const key = await this.keyBehind(serial);
    const { now } = intent;
    // Before anything is claimed: the document store may have no answer.
    const said = await this.access.submittedForm(key.contactForm ?? key.formDocumentId);
    const renewalId = await this.access.takeUpNew(intent.newId('renewal'), serial, intent);
    const { tokenSerial, certificates, nameCn, agencyId, pickupPointId, formDocumentId: formerForm, notAfter } = key;
    const formNumber = formNumberOf(renewalId, now);
    const data = {
      ...{ caseId: renewalId, uscc: key.uscc, serial, tokenSerial, certificates, notAfter, nameCn, agencyId },
      ...{ pickupPointId, formerForm, formNumber, draft: answersOf(said), now },
      ...(key.contactForm !== null && { contactForm: key.contactForm }),
    };
    const begin = { type: 'StartRenewal', data } as const;
    const outcome = await this.commands.send(
      HandleRenewal,
      renewalId,
      begin,
      intent.envelope({ sent: {} }),
      renewalProblems,
    );
    const [begun] = outcome.facts;
    return stored(outcome, {
      renewalId,
      formNumber: begun?.type === 'RenewalStarted' ? begun.data.formNumber : formNumber,
    });
  }

  @Does('本钥匙的更新记录，最新的在前', 'The renewals of this key, newest first')
  @Get()
  @Answers(200, renewalLines)
  async list(@Query({ schema: renewalsQuery }) query: RenewalsQuery, @Caller() caller: Caller) {
    const { serial } = keyOf(caller);
    const where = { serial };
    const found = await this.views.find(renewals, { where, orderBy: 'startedAt', descending: true, ...page(query) });
    const items = found.items.map(({ renewalId, formNumber, notAfter, startedAt, over }) => ({
      ...{ renewalId, formNumber, serial, notAfter, startedAt, over },
    }));
    return { ...found, items };
  }

  @Does('一次更新：状态、材料、备注、更新进度', 'One renewal: status, documents, remarks, how far the update has come')
  @Get(':id')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, renewalAnswer)
  async get(@Param('id') id: string, @Query({ schema: renewalQuery }) query: RenewalQuery, @Caller() caller: Caller) {
    const found = await this.access.find(id, caller);
    const told = await this.views.get(renewals, id, atLeast(query));
    return stored(found, await this.shown.whole(found, told));
  }

  @Does('确认提交：审核时限开始计算', 'Confirm the submission (submit no. 2): the clock of the review starts')
  @Post(':id/submission')
  @HttpCode(200)
  @AnswersStored(200, confirmedRenewal)
  async submit(
    @Param('id') id: string,
    @Body({ schema: submissionRequest }) body: SubmissionRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.find(id, caller);
    const data = { ...body, submittedBy: caller.id, now: intent.now };
    const outcome = await this.access.send(id, { type: 'ConfirmSubmission', data }, intent, { sent: body });
    return stored(outcome, { round: body.round });
  }

  @Does('撤回更新', 'Withdraw the renewal: the certificate stays as it is')
  @Post(':id/withdrawal')
  @HttpCode(204)
  @AnswersStored(204)
  async withdraw(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    const command = { type: 'WithdrawRenewal', data: { now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  @Does('报告介质失效，转办补办', 'Report that the token is dead: the case goes on as an application for a replacement')
  @Post(':id/token-failure')
  @HttpCode(204)
  @AnswersStored(204)
  async reportDead(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    const command = { type: 'ReportTokenDead', data: { now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  /** @throws keyNotKnown as long as the facts of the key have not all arrived */
  private async keyBehind(serial: string): Promise<KeyInHand & { readonly uscc: string; readonly notAfter: string }> {
    const term = (await this.commands.ask(HandleCertificateTerm, serial)).state as CertificateTermState;
    if (!('caseId' in term)) throw keyNotKnown();
    const key = await this.views.get(keysInHand, term.caseId);
    if (key === null || key.certificates.signing !== serial) throw keyNotKnown();
    return { ...key, uscc: term.uscc, notAfter: term.notAfter };
  }
}
