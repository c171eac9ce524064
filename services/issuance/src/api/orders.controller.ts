import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import {
  ACCESS_LOG,
  Answers,
  AnswersFile,
  atLeast,
  Caller,
  DOCUMENTS,
  Does,
  hasRole,
  notFound,
  page,
  problem,
  VIEWS,
  type AccessLog,
} from '@ekey/platform';
import { parsePrintoutCode } from '@ekey/printouts';
import type { Condition, ViewStore } from '@ekey/views';
import { isOver, orderLabels, type OrderStatus } from '../views/order-labels';
import { orderList } from '../views/order-list.view';
import { OrderDesk, scopeOf } from './order-desk';
import { OrderSheet } from './order-sheet';
import { order as orderAnswer, orders } from './orders.answers';
import {
  orderQuery,
  ordersQuery,
  pageImageParameters,
  pageImageQuery,
  type OrderQuery,
  type OrdersQuery,
  type PageImageParameters,
  type PageImageQuery,
} from './orders.requests';

const open = (Object.keys(orderLabels) as OrderStatus[]).filter((status) => !isOver(status));

/** The work list, the order behind a line, and the scans that the paper is compared with. */
@Controller('api/issuance/v1/orders')
export class OrdersController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly sheet: OrderSheet,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  /**
   * Orders whose clock does not run stand behind, among them what is kept at the counter by the end of its term. Where only such
   * are asked for as are over, the newest stands first.
   */
  @Does('制作与发放中的案件，期限近的在前', 'The orders under way, what is due first standing first')
  @Get()
  @Answers(200, orders)
  async list(@Query({ schema: ordersQuery }) query: OrdersQuery, @Caller() caller: Caller) {
    const { state, due, uscc, token, qr, pinLetter } = query;
    const where: Record<string, Condition> = {
      ...scopeOf(caller),
      status: { in: state ?? open },
      ...(due === undefined ? {} : { urgency: { to: new Date(due).toISOString() } }),
      ...(uscc === undefined ? {} : { uscc }),
      ...(token === undefined ? {} : { token }),
      ...(pinLetter === undefined ? {} : { pinLetter }),
      ...(qr === undefined ? {} : { formNumber: parsePrintoutCode(qr)?.formNumber ?? qr }),
    };
    const order = state?.every(isOver) ? { orderBy: 'changedAt', descending: true } : { orderBy: 'urgency' };
    return this.views.find(orderList, { where, ...order, ...page(query) });
  }

  @Does('一件案件的制作与发放情况、下一步', 'One order: how its key stands, and what has to be done next')
  @Get(':id')
  @Answers(200, orderAnswer)
  async get(@Param('id') id: string, @Query({ schema: orderQuery }) query: OrderQuery, @Caller() caller: Caller) {
    const { line, detail } = await this.desk.read(id, caller, atLeast(query));
    return this.sheet.of(line, detail, caller);
  }

  /** The pages show persons’ papers. */
  @Does('查看一页经审核的扫描件，查看均有记录', 'One reviewed page as it is stored; each look is recorded')
  @Get(':id/documents/:slot/pages/:page')
  @Header('cache-control', 'private, no-store')
  @AnswersFile('image/jpeg', 'image/png')
  async image(
    @Param({ schema: pageImageParameters }) { id, slot, page: number }: PageImageParameters,
    @Query({ schema: pageImageQuery }) { size }: PageImageQuery,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const { detail } = await this.desk.read(id, caller);
    const found = detail.documents.find((document) => document.slot === slot)?.pages[number - 1];
    if (found === undefined || !mayLookAt(caller, slot)) throw notFound();
    await this.accessLog.record({
      service: 'issuance',
      caller,
      action: `document.read ${slot}/${number}`,
      subject: id,
      purpose: 'final-review',
      outcome: 'granted',
    });
    const bytes = await this.documents.get(size === 'full' ? found.image : found.preview);
    if (bytes === null) throw erased();
    return new StreamableFile(bytes, { type: size === 'full' ? found.imageType : found.previewType });
  }
}

/** The counter compares every paper; whoever makes the key sees the impression that the seal is made from. */
const mayLookAt = (caller: Caller, slot: string): boolean =>
  hasRole(caller, 'AGC', 'AGM') || slot === 'seal-confirmation';

const erased = () =>
  problem({
    status: 410,
    code: 'PersonalDataErased',
    zh: '该案卷的个人信息已依法删除。',
    en: 'The personal data of this case were erased.',
  });
