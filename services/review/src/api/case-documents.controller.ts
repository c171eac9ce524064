import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import type { Page, Slot } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import {
  ACCESS_LOG,
  AnswersFile,
  Caller,
  Commands,
  DOCUMENTS,
  Does,
  HttpIntent,
  Intent,
  notFound,
  problem,
  type AccessLog,
} from '@ekey/platform';
import { HandleReview } from '../review/review.handler';
import { CaseAccess, claimNeeded, seesUnmasked, type SeenCase } from './case-access';
import { pageOptions, pageParameters, type PageOptions, type PageParameters } from './review.requests';

export const documentErased = () =>
  problem({
    status: 410,
    code: 'DocumentErased',
    zh: '该案件的个人信息已删除，材料不可再查看。',
    en: 'The data of this case were erased; its documents can be seen no more.',
  });

const pageOf = ({ state }: SeenCase, slot: Slot, n: number): Page | undefined =>
  state.submission.documents.find((document) => document.slot === slot)?.pages[n - 1];

/** The scans of a case, one page at a time, for who works on it. Each look is recorded. */
@Controller('api/review/v1/cases/:id/documents')
export class CaseDocumentsController {
  constructor(
    private readonly commands: Commands,
    private readonly access: CaseAccess,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  @Does('查看一页扫描件，查看均有记录', 'One page of a scan; each look is recorded')
  @Get(':slot/pages/:n')
  @Header('cache-control', 'private, no-store')
  @AnswersFile('image/jpeg', 'image/png')
  async page(
    @Param({ schema: pageParameters }) { id, slot, n }: PageParameters,
    @Query({ schema: pageOptions }) { preview }: PageOptions,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ): Promise<StreamableFile> {
    const seen = await this.access.findToRead(id, caller);
    const page = pageOf(seen, slot, n);
    if (page === undefined) throw notFound();
    const granted = seesUnmasked(seen, intent.now);
    const look = { service: 'review', action: `document.open ${slot}/${n}`, subject: id, purpose: 'review' } as const;
    await this.accessLog.record({ ...look, caller, outcome: granted ? 'granted' : 'refused' });
    if (!granted) throw claimNeeded();
    await this.renewLease(id, seen, intent);
    const { documentId, type } = preview === undefined ? page.image : page.preview;
    const bytes = await this.documents.get(documentId);
    if (bytes === null) throw documentErased();
    return new StreamableFile(bytes, { type, length: bytes.length });
  }

  private async renewLease(id: string, { officer }: SeenCase, intent: HttpIntent): Promise<void> {
    const envelope = intent.envelope({ step: 'lease', sent: {}, expectedRevision: null });
    await this.commands.try(HandleReview, id, { type: 'RenewLease', data: { officer, now: intent.now } }, envelope);
  }
}
