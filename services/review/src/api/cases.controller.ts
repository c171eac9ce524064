import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import {
  ACCESS_LOG,
  AnswersStored,
  atLeast,
  Caller,
  Commands,
  Does,
  heardOf,
  HttpIntent,
  Intent,
  notFound,
  stored,
  VIEWS,
  type AccessLog,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { OfficerCommand } from '../review/possible-commands';
import { HandleReview } from '../review/review.handler';
import { caseDetail } from '../views/case-detail.view';
import { CaseAccess, seesUnmasked, type SeenCase } from './case-access';
import { CaseFile } from './case-file';
import { caseFile, claimed } from './cases.answers';
import { Officers } from './officers';
import { reviewProblems } from './review.problems';
import {
  caseQuery,
  marksRequest,
  reassignRequest,
  type CaseQuery,
  type MarksRequest,
  type ReassignRequest,
} from './review.requests';

/** The work on a case: taking it, reading it, marking it. */
@Controller('api/review/v1/cases')
export class CasesController {
  constructor(
    private readonly commands: Commands,
    private readonly access: CaseAccess,
    private readonly file: CaseFile,
    private readonly officers: Officers,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  /** Reading renews the reader's lease. */
  @Does(
    '案件：申请表、材料、标记、历次结论与改动',
    'A case: form, documents, marks, earlier verdicts and what changed since',
  )
  @Get(':id')
  @AnswersStored(200, caseFile)
  async get(
    @Param('id') id: string,
    @Query({ schema: caseQuery }) query: CaseQuery,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const seen = await this.access.findToRead(id, caller);
    const detail = await this.views.get(caseDetail, id, atLeast(query) ?? heardOf('review'));
    if (detail === null) throw notFound();
    const unmasked = seesUnmasked(seen, intent.now);
    const purpose = unmasked ? 'review' : 'review, masked';
    const look = { service: 'review', action: 'case.open', subject: id, purpose, outcome: 'granted' } as const;
    await this.accessLog.record({ ...look, caller });
    const revision = await this.renewed(id, seen, intent);
    const shown = await this.file.shown(detail, { caseId: id, officer: seen.officer.id, unmasked, now: intent.now });
    return stored({ revision }, shown);
  }

  @Does('领取任务', 'Take the task')
  @Post(':id/claim')
  @HttpCode(200)
  @AnswersStored(200, claimed)
  async claim(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const { officer, state } = await this.access.find(id, caller);
    const outcome = await this.send(id, { type: 'ClaimTask', data: { officer, now: intent.now } }, intent, {});
    return stored(outcome, { round: state.round });
  }

  @Does('放回任务', 'Give the task back')
  @Delete(':id/claim')
  @AnswersStored(204)
  async release(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const { officer } = await this.access.find(id, caller);
    return stored(await this.send(id, { type: 'ReleaseTask', data: { officer, now: intent.now } }, intent, {}));
  }

  @Does('将任务转交本机构另一人员', 'Hand the task to one of the manager’s officers')
  @Put(':id/claim')
  @AnswersStored(204)
  async reassign(
    @Param('id') id: string,
    @Body({ schema: reassignRequest }) body: ReassignRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { officer } = await this.access.find(id, caller);
    const to = await this.officers.named(body.officer);
    if (to === null) throw notFound();
    return stored(await this.send(id, { type: 'ReassignTask', data: { officer, to, now: intent.now } }, intent, body));
  }

  @Does('逐项标记申请表与材料，随做随存', 'Mark the form and the documents, saved as they are made')
  @Put(':id/marks')
  @AnswersStored(204)
  async mark(
    @Param('id') id: string,
    @Body({ schema: marksRequest }) body: MarksRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { officer } = await this.access.find(id, caller);
    const { round, marks } = body;
    return stored(
      await this.send(id, { type: 'SaveMarks', data: { officer, round, marks, now: intent.now } }, intent, body),
    );
  }

  private send(id: string, command: OfficerCommand, intent: HttpIntent, sent: unknown) {
    return this.access.send(id, command, intent, { sent, problems: reviewProblems });
  }

  private async renewed(id: string, { officer, revision }: SeenCase, intent: HttpIntent): Promise<number> {
    const envelope = intent.envelope({ step: 'lease', sent: {}, expectedRevision: null });
    const command = { type: 'RenewLease', data: { officer, now: intent.now } } as const;
    const outcome = await this.commands.try(HandleReview, id, command, envelope);
    return Math.max(revision, outcome.revision);
  }
}
