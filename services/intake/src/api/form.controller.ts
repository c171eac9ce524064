import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { shortHashOf } from '@ekey/case-papers';
import {
  draftForm,
  formAnswer,
  PRINTOUT_WEIGHT,
  PrintoutDesk,
  submittedVersion,
  type DraftFormRequest,
} from '@ekey/case-papers/desk';
import {
  AnswersFile,
  AnswersStored,
  atLeast,
  Caller,
  Does,
  heardOf,
  HttpIntent,
  Intent,
  notFound,
  stored,
  VIEWS,
  Weighs,
} from '@ekey/platform';
import { printoutKinds } from '@ekey/printouts';
import type { ViewStore } from '@ekey/views';
import { applicationStatus } from '../views/application-status.view';
import { applicationQuery, type ApplicationQuery } from './applications.requests';
import { CaseAccess } from './case-access';
import { FormDesk } from './form-desk';

/** The form of a case: draft, submission, reopening, and the papers made from it. */
@Controller('api/intake/v1/applications/:id')
export class FormController {
  constructor(
    private readonly access: CaseAccess,
    private readonly desk: FormDesk,
    private readonly printouts: PrintoutDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('申请表：草稿与最近提交的版本', 'The form: the draft, and the version that was submitted last')
  @Get('form')
  @Header('cache-control', 'private, no-store')
  @AnswersStored(200, formAnswer)
  async get(
    @Param('id') id: string,
    @Query({ schema: applicationQuery }) query: ApplicationQuery,
    @Caller() caller: Caller,
  ) {
    const { draft } = (await this.access.find(id, caller)).state.file;
    const answer = await this.views.get(applicationStatus, id, atLeast(query) ?? heardOf('intake'));
    if (answer === null) throw notFound();
    const { own } = answer;
    const submitted = own.form === null ? null : await this.access.submittedForm(own.form.document.documentId);
    return stored(own, { open: own.formOpen, rejected: own.formRejected, draft, submitted });
  }

  /** The whole draft, however incomplete; what is left out is empty. */
  @Does('保存申请表草稿', 'Save the draft of the form')
  @Put('form')
  @AnswersStored(204)
  async save(
    @Param('id') id: string,
    @Body({ schema: draftForm }) draft: DraftFormRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.find(id, caller);
    return stored(
      await this.access.send(id, { type: 'SaveDraft', data: { draft, now: intent.now } }, intent, { sent: draft }),
    );
  }

  @Does('提交表单，打印件据此版本生成', 'Submit the form (submit no. 1): the printouts are made from this version')
  @Post('form-submission')
  @HttpCode(200)
  @AnswersStored(200, submittedVersion)
  async submit(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const found = await this.access.find(id, caller);
    const { state } = found;
    const data = await this.desk.submission(state, intent.now, found.hasAnswered(intent));
    const outcome = await this.access.send(id, { type: 'SubmitForm', data }, intent, { sent: {} });
    const [fact] = outcome.facts;
    if (fact?.type !== 'FormSubmitted') throw new Error('a form is submitted by a fact, or refused');
    const { formVersion, changedFields, outdated, digest } = fact.data;
    const { formNumber } = state.file;
    return stored(outcome, { formNumber, formVersion, shortHash: shortHashOf(digest), changedFields, outdated });
  }

  @Does('重新打开已提交的表单以便修改', 'Reopen the submitted form to correct it')
  @Post('form-reopening')
  @HttpCode(204)
  @AnswersStored(204)
  async reopen(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    return stored(await this.access.send(id, { type: 'ReopenForm', data: { now: intent.now } }, intent, { sent: {} }));
  }

  /** A4, print-ready; byte for byte the same for the same version of the form. */
  @Does('下载须打印签字盖章的文件', 'Download a paper to be printed, signed and stamped')
  @Get('printouts/:file')
  @Weighs(PRINTOUT_WEIGHT)
  @ApiParam({ name: 'file', enum: printoutKinds.map((kind) => `${kind}.pdf`) })
  @Header('cache-control', 'private, no-store')
  @AnswersFile('application/pdf')
  async printout(
    @Param('id') id: string,
    @Param('file') file: string,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const { state } = await this.access.find(id, caller);
    return this.printouts.file(file, printoutKinds, state.file, (documentId) => this.access.submittedForm(documentId));
  }
}
