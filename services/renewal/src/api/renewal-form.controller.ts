import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, StreamableFile } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { fixedOf, shortHashOf } from '@ekey/case-papers';
import {
  draftForm,
  PRINTOUT_WEIGHT,
  PrintoutDesk,
  submittedVersion,
  type DraftFormRequest,
} from '@ekey/case-papers/desk';
import { AnswersFile, AnswersStored, Caller, Does, HttpIntent, Intent, stored, Weighs } from '@ekey/platform';
import type { PrintoutKind } from '@ekey/printouts';
import { RenewalAccess } from './renewal-access';
import { RenewalFormDesk } from './renewal-form-desk';
import { renewalFormAnswer } from './renewals.answers';

/** The papers of a renewal that are printed; the licence is copied. */
const PRINTED = ['application-form', 'seal-confirmation', 'user-agreement'] as const satisfies readonly PrintoutKind[];

/** The form of a renewal: what is certified is read-only. */
@Controller('api/renewal/v1/renewals/:id')
export class RenewalFormController {
  constructor(
    private readonly access: RenewalAccess,
    private readonly desk: RenewalFormDesk,
    private readonly printouts: PrintoutDesk,
  ) {}

  @Does(
    '更新表：草稿、只读的证书内容、最近提交的版本',
    'The form: the draft, what is certified, what was submitted last',
  )
  @Get('form')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, renewalFormAnswer)
  async get(@Param('id') id: string, @Caller() caller: Caller) {
    const found = await this.access.find(id, caller);
    const { form, formOpen: open, formRejected: rejected, key } = found.state.file;
    const draft = await this.desk.draft(found.state.file);
    const fixed = fixedOf(await this.access.submittedForm(key.formerForm));
    const submitted = form === null ? null : await this.access.submittedForm(form.form.documentId);
    return stored(found, { open, rejected, draft, fixed, submitted });
  }

  @Does('保存更新表草稿', 'Save the draft of the form')
  @Put('form')
  @AnswersStored(204)
  async save(
    @Param('id') id: string,
    @Body({ schema: draftForm }) body: DraftFormRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { state } = await this.access.find(id, caller);
    const draft = await this.desk.editable(body, state.file);
    const command = { type: 'SaveDraft', data: { draft, now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: body }));
  }

  @Does('提交更新表，打印件据此版本生成', 'Submit the form (submit no. 1): the printouts are made from this version')
  @Post('form-submission')
  @HttpCode(200)
  @AnswersStored(200, submittedVersion)
  async submit(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const found = await this.access.find(id, caller);
    const data = await this.desk.submission(found, intent.now, found.hasAnswered(intent));
    const outcome = await this.access.send(id, { type: 'SubmitForm', data }, intent, { sent: {} });
    const [fact] = outcome.facts;
    if (fact?.type !== 'FormSubmitted') throw new Error('a form is submitted by a fact, or refused');
    const { formVersion, changedFields, outdated, digest } = fact.data;
    const { formNumber } = found.state.file;
    return stored(outcome, { formNumber, formVersion, shortHash: shortHashOf(digest), changedFields, outdated });
  }

  @Does('重新打开已提交的更新表以便修改', 'Reopen the submitted form to correct it')
  @Post('form-reopening')
  @HttpCode(204)
  @AnswersStored(204)
  async reopen(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    return stored(await this.access.send(id, { type: 'ReopenForm', data: { now: intent.now } }, intent, { sent: {} }));
  }

  @Does('下载须打印签字盖章的更新文件', 'Download a paper of the renewal to be printed, signed and stamped')
  @Get('printouts/:file')
  @Weighs(PRINTOUT_WEIGHT)
  @ApiParam({ name: 'file', enum: PRINTED.map((kind) => `${kind}.pdf`) })
  @Header('cache-control', 'private, no-store')
  @AnswersFile('application/pdf')
  async printout(
    @Param('id') id: string,
    @Param('file') file: string,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const { state } = await this.access.find(id, caller);
    return this.printouts.file(file, PRINTED, state.file, (documentId) => this.access.submittedForm(documentId));
  }
}
