import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { createHash } from 'node:crypto';
import { blankPage, type Slot } from '@ekey/case-papers';
import {
  ScanDesk,
  pageFile,
  pageOptions,
  pageParameters,
  pageTold,
  type PageOptions,
  type PageParameters,
  uploadedPageAnswer,
} from '@ekey/case-papers/desk';
import type { Documents } from '@ekey/documents';
import {
  AnswersFile,
  AnswersStored,
  Caller,
  DOCUMENTS,
  Does,
  HttpIntent,
  Intent,
  stored,
  TakesFile,
} from '@ekey/platform';
import { CaseAccess, type OwnCase } from './case-access';

/** The scans of a case, page by page, each as the image itself. */
@Controller('api/intake/v1/applications/:id/documents/:slot/pages/:n')
export class DocumentsController {
  constructor(
    private readonly access: CaseAccess,
    private readonly desk: ScanDesk,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /** One page: JPEG or PNG by its content, at most 1 MiB. Put again, it takes the place of what was there. */
  @Does('上传一页扫描件', 'Upload one page of a scan')
  @Put()
  @TakesFile(1_048_576, 'image/jpeg', 'image/png')
  @AnswersStored(200, uploadedPageAnswer)
  async put(
    @Param({ schema: pageParameters }) { id, slot, n: page }: PageParameters,
    @Body() body: unknown,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const found = await this.access.find(id, caller);
    const { image, code } = await this.taken(found, slot, body, intent);
    const command = { type: 'UploadPage', data: { slot, page, image, code, now: intent.now } } as const;
    const outcome = await this.access.send(id, command, intent, { sent: Buffer.isBuffer(body) ? sha256(body) : '' });
    const { state } = (await this.access.load(id)) ?? found;
    return stored(outcome, pageTold(slot, page, state.file.documents, image));
  }

  /** Nothing is drawn or stored for a case that takes no pages now, nor for a request that was answered already. */
  private async taken(found: OwnCase, slot: Slot, body: unknown, intent: HttpIntent) {
    const { status, file } = found.state;
    if (status !== 'open' || file.formOpen || found.hasAnswered(intent)) return { image: blankPage, code: null };
    const scan = await this.desk.accepted(body, intent.caller);
    const code = await this.desk.codeOn(slot, scan, intent.caller);
    return { image: await this.desk.stored(file.is.caseId, scan), code };
  }

  /** `?preview`: a small JPEG instead of the page as it is kept. */
  @Does('查看一页扫描件', 'One page of a scan')
  @Get()
  @Header('cache-control', 'private, no-store')
  @AnswersFile('image/jpeg', 'image/png')
  async get(
    @Param({ schema: pageParameters }) { id, slot, n: page }: PageParameters,
    @Query({ schema: pageOptions }) { preview }: PageOptions,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const { state } = await this.access.find(id, caller);
    return pageFile(this.documents, state.file.documents[slot].pages[page]?.image, preview !== undefined);
  }

  @Does('删除一页扫描件', 'Remove one page of a scan')
  @Delete()
  @HttpCode(204)
  @AnswersStored(204)
  async remove(
    @Param({ schema: pageParameters }) { id, slot, n: page }: PageParameters,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.find(id, caller);
    const command = { type: 'RemovePage', data: { slot, page, now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
