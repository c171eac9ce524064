import { createHash } from 'node:crypto';
import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Put, Query, StreamableFile } from '@nestjs/common'; // prettier-ignore
import { blankPage, type Slot } from '@ekey/case-papers';
import {
  pageFile,
  pageOptions,
  pageTold,
  ScanDesk,
  uploadedPageAnswer,
  type PageOptions,
} from '@ekey/case-papers/desk';
import type { Documents } from '@ekey/documents';
import { AnswersFile, AnswersStored, Caller, DOCUMENTS, Does, HttpIntent, Intent, stored, TakesFile } from '@ekey/platform'; // prettier-ignore
import { RenewalAccess, type OwnRenewal } from './renewal-access';
import { scanParameters, type ScanParameters } from './renewals.requests';

/** The four scans of a renewal, page by page. */
@Controller('api/renewal/v1/renewals/:id/documents/:slot/pages/:n')
export class RenewalDocumentsController {
  constructor(
    private readonly access: RenewalAccess,
    private readonly desk: ScanDesk,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  @Does('上传一页更新材料的扫描件', 'Upload one page of a scan')
  @Put()
  @TakesFile(1_048_576, 'image/jpeg', 'image/png')
  @AnswersStored(200, uploadedPageAnswer)
  async put(
    @Param({ schema: scanParameters }) { id, slot, n: page }: ScanParameters,
    @Body() body: unknown,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const found = await this.access.find(id, caller);
    const brought = { slot, page, ...(await this.taken(found, slot, body, intent)) };
    const sent = Buffer.isBuffer(body) ? createHash('sha256').update(body).digest('hex') : '';
    const outcome = await this.access.send(id, { type: 'UploadPage', data: { ...brought, now: intent.now } }, intent, { sent }); // prettier-ignore
    const { documents } = (await this.access.find(id, caller)).state.file;
    return stored(outcome, pageTold(slot, page, documents, brought.image));
  }

  /** Nothing is drawn or stored where no page is taken now, nor for a request that was answered already. */
  private async taken({ id, state, hasAnswered }: OwnRenewal, slot: Slot, body: unknown, intent: HttpIntent) {
    if (state.status !== 'open' || state.file.formOpen || hasAnswered(intent)) return { image: blankPage, code: null };
    const scan = await this.desk.accepted(body, intent.caller);
    const code = await this.desk.codeOn(slot, scan, intent.caller);
    return { image: await this.desk.stored(id, scan), code };
  }

  @Does('查看一页更新材料的扫描件', 'One page of a scan')
  @Get()
  @Header('cache-control', 'private, no-store')
  @AnswersFile('image/jpeg', 'image/png')
  async get(
    @Param({ schema: scanParameters }) { id, slot, n: page }: ScanParameters,
    @Query({ schema: pageOptions }) { preview }: PageOptions,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const { documents } = (await this.access.find(id, caller)).state.file;
    return pageFile(this.documents, documents[slot].pages[page]?.image, preview !== undefined);
  }

  @Does('删除一页更新材料的扫描件', 'Remove one page of a scan')
  @Delete()
  @HttpCode(204)
  @AnswersStored(204)
  async remove(
    @Param({ schema: scanParameters }) { id, slot, n: page }: ScanParameters,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.find(id, caller);
    const command = { type: 'RemovePage', data: { slot, page, now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }
}
