import { Body, Controller, Get, Header, Inject, Param, Post, Query } from '@nestjs/common';
import { later } from '@ekey/kernel';
import { Answers, AnswersStored, Does, Intent, page, stored, VIEWS, type HttpIntent } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { keyIdOf, type HeldKey } from '../revocation/revocation.events';
import type { UnlockCommand } from '../unlock/unlock.commands';
import { HandleUnlock } from '../unlock/unlock.handler';
import { unlocks } from '../views/unlocks.view';
import { HeldKeys, officerBehind } from './held-keys';
import { rejectionRequest, type RejectionRequest } from './key-standings.requests';
import { UnlockCodes } from './unlock-codes';
import { unlockAuthorisation, unlocksPage } from './unlocks.answers';
import { unlockProblems } from './unlocks.problems';
import {
  unlockOutcomeRequest,
  unlockRequest,
  unlocksQuery,
  unlockVerificationRequest,
  type UnlockOutcomeRequest,
  type UnlockRequest,
  type UnlocksQuery,
  type UnlockVerificationRequest,
} from './unlocks.requests';

const CODE_HOURS = 24;

/** PIN 解锁: asked for, looked into, authorised by a one-time code, reported by whoever holds the token. */
@Controller('api/issuance/v1')
export class UnlocksController {
  constructor(
    private readonly keys: HeldKeys,
    private readonly codes: UnlockCodes,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('口令解锁申请及结果', 'Keys that are to be unlocked, and how it ended')
  @Get('unlocks')
  @Answers(200, unlocksPage)
  list(@Query({ schema: unlocksQuery }) query: UnlocksQuery) {
    const { limit: _limit, after: _after, ...where } = query;
    return this.views.find(unlocks, { where, orderBy: 'since', descending: true, ...page(query) });
  }

  @Does('登记口令解锁申请', 'Record that an enterprise asks to have its locked key unlocked')
  @Post('certificates/:serial/unlock')
  @AnswersStored(204)
  async request(
    @Param('serial') serial: string,
    @Body({ schema: unlockRequest }) body: UnlockRequest,
    @Intent() intent: HttpIntent,
  ) {
    const key = await this.keys.find(serial, intent);
    return stored(
      await this.send(key, { type: 'RequestUnlock', data: { key, ...body, ...officerBehind(intent) } }, body, intent),
    );
  }

  @Does('核实申请人身份和材料', 'Record that it was established who asks, and that the papers are in order')
  @Post('certificates/:serial/unlock/verification')
  @AnswersStored(204)
  async verify(
    @Param('serial') serial: string,
    @Body({ schema: unlockVerificationRequest }) body: UnlockVerificationRequest,
    @Intent() intent: HttpIntent,
  ) {
    const key = await this.keys.find(serial, intent);
    return stored(
      await this.send(key, { type: 'VerifyUnlock', data: { ...body, ...officerBehind(intent) } }, body, intent),
    );
  }

  @Does('授权解锁：返回一次性授权码，24小时有效', 'Authorise the unlocking: answers a one-time code, good for 24 hours')
  @Post('certificates/:serial/unlock/authorisation')
  @Header('cache-control', 'no-store')
  @AnswersStored(201, unlockAuthorisation)
  async authorise(@Param('serial') serial: string, @Intent() intent: HttpIntent) {
    const key = await this.keys.find(serial, intent);
    const code = await this.codes.codeFor(intent.commandId());
    const codeDigest = await this.codes.digestOf(keyIdOf(key), code);
    const expiresAt = later(intent.now, CODE_HOURS * 3_600_000);
    const data = { codeDigest, expiresAt, ...officerBehind(intent) };
    const outcome = await this.send(key, { type: 'AuthoriseUnlock', data }, {}, intent);
    const [fact] = outcome.facts;
    return stored(outcome, { code, expiresAt: fact?.type === 'UnlockAuthorised' ? fact.data.expiresAt : expiresAt });
  }

  @Does('驳回解锁申请', 'Reject the request')
  @Post('certificates/:serial/unlock/rejection')
  @AnswersStored(204)
  async reject(
    @Param('serial') serial: string,
    @Body({ schema: rejectionRequest }) body: RejectionRequest,
    @Intent() intent: HttpIntent,
  ) {
    const key = await this.keys.find(serial, intent);
    return stored(
      await this.send(key, { type: 'RejectUnlock', data: { ...body, ...officerBehind(intent) } }, body, intent),
    );
  }

  @Does('撤回解锁申请，未使用的授权码失效', 'Take the request back; a code that was not used opens nothing any more')
  @Post('certificates/:serial/unlock/cancellation')
  @AnswersStored(204)
  async cancel(@Param('serial') serial: string, @Intent() intent: HttpIntent) {
    const key = await this.keys.find(serial, intent);
    return stored(await this.send(key, { type: 'CancelUnlock', data: officerBehind(intent) }, {}, intent));
  }

  /** Its key being locked, whoever holds the token can prove nothing but that he was told the code. */
  @Does('上报解锁结果', 'Report with the one-time code how the unlocking went; the PIN was changed with it')
  @Post('certificates/:serial/unlock/outcome')
  @AnswersStored(204)
  async report(
    @Param('serial') serial: string,
    @Body({ schema: unlockOutcomeRequest }) body: UnlockOutcomeRequest,
    @Intent() intent: HttpIntent,
  ) {
    const key = await this.keys.findForAnybody(serial, intent);
    const { code, ...told } = body;
    const codeDigest = await this.codes.digestOf(keyIdOf(key), code);
    const data = { codeDigest, ...told, now: intent.now };
    return stored(await this.send(key, { type: 'ReportUnlock', data }, body, intent));
  }

  private send(key: HeldKey, command: UnlockCommand, sent: unknown, intent: HttpIntent) {
    return this.keys.sendTo(HandleUnlock, key, command, { intent, sent, problems: unlockProblems });
  }
}
