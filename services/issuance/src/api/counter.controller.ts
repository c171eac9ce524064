import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { checkIdentityDocument, checkPersonName, type Checked } from '@ekey/identifiers';
import {
  ACCESS_LOG,
  AnswersStored,
  Commands,
  Does,
  HttpIntent,
  Intent,
  problem,
  stored,
  type AccessLog,
} from '@ekey/platform';
import { shanghaiDate } from '@ekey/working-days';
import type { FailFinalReview, HandOverKey, PassFinalReview } from '../key-order/key-order.commands';
import type { CollectorIdentity } from '../key-order/key-order.events';
import { isOpen, type KnownOrder } from '../key-order/key-order.state';
import { HandleToken } from '../token/token.handler';
import { goneForGood, type TokenState } from '../token/token.state';
import { collectByOf } from './collection-term';
import { OrderDesk } from './order-desk';
import { OrderSheet } from './order-sheet';
import {
  finalReviewRequest,
  handOverRequest,
  terminationRequest,
  type FinalReviewRequest,
  type HandOverRequest,
  type TerminationRequest,
} from './orders.requests';

/** The counter of the authority: notice, final review against the paper, hand-over; and the manager's way out. */
@Controller('api/issuance/v1/orders')
export class CounterController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly sheet: OrderSheet,
    private readonly commands: Commands,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  @Does('通知企业领取', 'Tell the enterprise that its key can be collected')
  @Post(':id/pickup-notice')
  @AnswersStored(204)
  async notify(@Param('id') id: string, @Intent() intent: HttpIntent) {
    await this.desk.state(id, intent.caller);
    const { now, caller } = intent;
    const command = { type: 'NotifyCollection', data: { by: caller.id, collectBy: collectByOf(now), now } } as const;
    return stored(await this.desk.send(id, command, intent, { sent: {} }));
  }

  @Does('现场终审：对照纸质原件', 'Final review of the paper originals: pass or fail')
  @Post(':id/final-review')
  @AnswersStored(204)
  async review(
    @Param('id') id: string,
    @Body({ schema: finalReviewRequest }) body: FinalReviewRequest,
    @Intent() intent: HttpIntent,
  ) {
    await this.desk.state(id, intent.caller);
    const command = verdictOf(body, intent);
    const outcome = await this.desk.send(id, command, intent, { sent: body });
    await this.recordAccess(`final-review ${body.verdict}`, id, intent);
    return stored(outcome);
  }

  @Does('发放电子钥匙，证书随之生效', 'Hand the key over; its certificates go live')
  @Post(':id/hand-over')
  @AnswersStored(204)
  async handOver(
    @Param('id') id: string,
    @Body({ schema: handOverRequest }) body: HandOverRequest,
    @Intent() intent: HttpIntent,
  ) {
    const state = await this.desk.state(id, intent.caller);
    const identity = identityOf(body.collector, intent.now);
    const { detail } = await this.desk.read(id, intent.caller);
    const data: HandOverKey['data'] = {
      tokenSerial: body.tokenSerial,
      returned: await this.returned(state),
      handedIn: body.oldTokenSerial ?? null,
      collector: body.collector.kind,
      identity,
      authorisedUser: await this.sheet.authorisedUser(detail, intent.caller),
      by: intent.caller.id,
      now: intent.now,
    };
    const command = { type: 'HandOverKey', data } as const;
    return stored(await this.desk.send(id, command, intent, { sent: body }));
  }

  @Does('终止案件，证书随之注销', 'End the order; its certificates are revoked')
  @Post(':id/termination')
  @AnswersStored(204)
  async terminate(
    @Param('id') id: string,
    @Body({ schema: terminationRequest }) body: TerminationRequest,
    @Intent() intent: HttpIntent,
  ) {
    await this.desk.state(id, intent.caller);
    const command = { type: 'TerminateOrder', data: { ...body, by: intent.caller.id, now: intent.now } } as const;
    const outcome = await this.desk.send(id, command, intent, { sent: body });
    await this.recordAccess('termination', id, intent);
    return stored(outcome);
  }

  /** Of the tokens that have to be handed in, those that were; or that two people have written off, since they never come. */
  private async returned(state: KnownOrder): Promise<readonly string[]> {
    const owed = isOpen(state) ? (state.oldKeys?.toReturn ?? []) : [];
    const came: string[] = [];
    for (const serial of owed) {
      const { status } = (await this.commands.ask(HandleToken, serial)).state as TokenState;
      if (goneForGood.includes(status)) came.push(serial);
    }
    return came;
  }

  private recordAccess(action: string, subject: string, { caller }: HttpIntent): Promise<void> {
    return this.accessLog.record({
      service: 'issuance',
      caller,
      action,
      subject,
      purpose: 'verdict',
      outcome: 'granted',
    });
  }
}

function verdictOf(body: FinalReviewRequest, { caller, now }: HttpIntent): PassFinalReview | FailFinalReview {
  if (body.verdict === 'pass')
    return { type: 'PassFinalReview', data: { checked: body.documents, by: caller.id, now } };
  const { reasons, correctable, remark } = body;
  return { type: 'FailFinalReview', data: { reasons, correctable, remark, by: caller.id, now } };
}

/** Name and number in their normal form, as the form's were when they were taken in. @throws Problem InvalidRequest */
function identityOf(collector: HandOverRequest['collector'], now: string): CollectorIdentity {
  const { idType, letterNumber = null } = collector;
  const name = valueOf('collector.name', checkPersonName(collector.name));
  const idNumber = valueOf('collector.idNumber', checkIdentityDocument(idType, collector.idNumber, shanghaiDate(now)));
  return { name, idType, idNumber, letterNumber };
}

function valueOf(field: string, checked: Checked<string>): string {
  if (checked.ok) return checked.value;
  const { code, zh, en } = checked;
  throw problem({
    status: 400,
    code: 'InvalidRequest',
    zh: '请求内容不正确，请按提示修改。',
    en: 'The request does not fit. Mend the fields named below.',
    errors: [{ field, code, zh, en }],
  });
}
