import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { AnswersFile, atLeast, Caller, CONFIG, Does, problem, VIEWS, type Config } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { organisations } from '../views/organisations.view';
import { drawReceipt, type ReceiptData } from './collection-receipt';
import { OrderDesk } from './order-desk';
import { orderQuery, type OrderQuery } from './orders.requests';

/** The receipt that whoever takes the key signs. */
@Controller('api/issuance/v1/orders')
export class ReceiptsController {
  constructor(
    private readonly desk: OrderDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** From the final review on: it is printed before it is signed, and can be printed again. */
  @Does('打印领取单', 'The receipt to be signed by whoever takes the key')
  @Get(':id/receipt.pdf')
  @Header('cache-control', 'private, no-store')
  @AnswersFile('application/pdf')
  async receipt(
    @Param('id') id: string,
    @Query({ schema: orderQuery }) query: OrderQuery,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const { line, detail } = await this.desk.read(id, caller, atLeast(query));
    const { making, finalReview } = detail;
    const { signing, encryption } = making?.certificates ?? {};
    const seal = making?.seal ?? null;
    if (finalReview?.outcome !== 'passed' || making === null || seal === null || !signing || !encryption) {
      throw notReviewed();
    }
    const data: ReceiptData = {
      formNumber: line.formNumber,
      nameCn: line.nameCn,
      uscc: line.uscc,
      tokenSerial: making.tokenSerial,
      certificates: { signing: signing.serial, encryption: encryption.serial },
      sealId: seal.sealId,
      notAfter: signing.notAfter ?? finalReview.decidedAt,
      pickupPoint: await this.pickupPoint(line),
      papers: detail.documents.map(({ slot }) => slot),
      reviewedAt: finalReview.decidedAt,
      hotline: this.config.HOTLINE,
    };
    return new StreamableFile(await drawReceipt(data), {
      type: 'application/pdf',
      disposition: 'inline; filename="receipt.pdf"',
    });
  }

  private async pickupPoint({ agencyId, pickupPointId }: { agencyId: string; pickupPointId: string }) {
    const agency = await this.views.get(organisations, agencyId);
    return agency?.pickupPoints.find(({ id }) => id === pickupPointId) ?? null;
  }
}

export const notReviewed = () =>
  problem({
    status: 409,
    code: 'FinalReviewNotPassed',
    zh: '现场终审尚未通过，暂不能打印领取单。',
    en: 'The final review has not been passed, so there is no receipt to print yet.',
  });
