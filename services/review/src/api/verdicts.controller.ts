import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ACCESS_LOG, AnswersStored, Caller, Does, HttpIntent, Intent, stored, type AccessLog } from '@ekey/platform';
import type { OfficerCommand } from '../review/possible-commands';
import type { GivenMark, VerdictGiven } from '../review/review.commands';
import type { Target } from '../review/review.events';
import { CaseAccess } from './case-access';
import { verdictProblems } from './review.problems';
import { SealSources } from './seal-sources';
import {
  declineRequest,
  preVerificationRequest,
  refusalRequest,
  reVerificationRequest,
  type DeclineRequest,
  type RefusalRequest,
  type ReVerificationRequest,
  type VerdictRequest,
} from './review.requests';

/** Findings told with a verdict, as marks: all that concern one target make one mark. */
function marksOf(findings: VerdictRequest['findings']): readonly GivenMark[] {
  const byTarget = new Map<Target, GivenMark & { readonly verdict: 'defective' }>();
  for (const { target, reason, ...finding } of findings) {
    const mark = byTarget.get(target);
    const why = reason ?? mark?.reason;
    byTarget.set(target, {
      target,
      verdict: 'defective',
      findings: [...(mark?.findings ?? []), finding],
      ...(why !== undefined && { reason: why }),
    });
  }
  return [...byTarget.values()];
}

/** The verdicts on a case, and the refusals. Each is recorded. */
@Controller('api/review/v1/cases/:id')
export class VerdictsController {
  constructor(
    private readonly access: CaseAccess,
    private readonly seals: SealSources,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  @Does('预审：核验通过或核验未通过', 'Pre-verification: pass or reject')
  @Post('pre-verification')
  @HttpCode(204)
  @AnswersStored(204)
  async preVerify(
    @Param('id') id: string,
    @Body({ schema: preVerificationRequest }) body: VerdictRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const data = await this.given(id, body, caller, intent);
    const type = body.verdict === 'pass' ? 'PassPreVerification' : 'RejectPreVerification';
    return this.decide(id, { type, data }, body, caller, intent);
  }

  @Does(
    '复核：复核通过或复核未通过；更新、联系信息变更：审核通过或审核未通过',
    'Re-verification, or the review of a renewal or of contact data: pass or reject',
  )
  @Post('re-verification')
  @HttpCode(204)
  @AnswersStored(204)
  async reVerify(
    @Param('id') id: string,
    @Body({ schema: reVerificationRequest }) body: ReVerificationRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const data = await this.given(id, body, caller, intent);
    if (body.verdict !== 'pass') return this.decide(id, { type: 'RejectReVerification', data }, body, caller, intent);
    const { sealImpressionUsable = null } = body;
    const { state } = await this.access.find(id, caller);
    const missingInSeal = await this.seals.missingInSeal(state.submission, sealImpressionUsable === true);
    const pass = { type: 'PassReVerification', data: { ...data, sealImpressionUsable, missingInSeal } } as const;
    return this.decide(id, pass, body, caller, intent);
  }

  @Does('建议不予办理', 'Propose that the application be refused')
  @Post('refusal-proposal')
  @HttpCode(204)
  @AnswersStored(204)
  async proposeRefusal(
    @Param('id') id: string,
    @Body({ schema: refusalRequest }) body: RefusalRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const data = await this.said(id, body, caller, intent);
    return this.decide(id, { type: 'ProposeRefusal', data }, body, caller, intent);
  }

  @Does('不采纳不予办理的建议，案件回到原岗位', 'Decline what was proposed: the case goes back to its desk')
  @Post('refusal-proposal/declination')
  @HttpCode(204)
  @AnswersStored(204)
  async declineRefusal(
    @Param('id') id: string,
    @Body({ schema: declineRequest }) body: DeclineRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const data = await this.said(id, body, caller, intent);
    return this.decide(id, { type: 'DeclineRefusal', data }, body, caller, intent);
  }

  @Does('决定不予办理', 'Refuse the application, of one’s own accord or as proposed')
  @Post('refusal')
  @HttpCode(204)
  @AnswersStored(204)
  async refuse(
    @Param('id') id: string,
    @Body({ schema: refusalRequest }) body: RefusalRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const data = await this.said(id, body, caller, intent);
    return this.decide(id, { type: 'RefuseApplication', data }, body, caller, intent);
  }

  private given(id: string, body: VerdictRequest, caller: Caller, intent: HttpIntent): Promise<VerdictGiven> {
    const { round, findings, remark } = body;
    return this.said(id, { round, marks: marksOf(findings), remark: remark || null }, caller, intent);
  }

  /** With who says it, and when. */
  private async said<Words extends object>(id: string, words: Words, caller: Caller, intent: HttpIntent) {
    const { officer } = await this.access.find(id, caller);
    return { ...words, officer, now: intent.now };
  }

  /** A refused verdict is recorded too: that it was tried may matter later. */
  private async decide(id: string, command: OfficerCommand, sent: unknown, caller: Caller, intent: HttpIntent) {
    const look = { service: 'review', caller, action: command.type, subject: id, purpose: 'verdict' } as const;
    try {
      const outcome = await this.access.send(id, command, intent, { sent, problems: verdictProblems });
      await this.accessLog.record({ ...look, outcome: 'granted' });
      return stored(outcome);
    } catch (error) {
      await this.accessLog.record({ ...look, outcome: 'refused' });
      throw error;
    }
  }
}
