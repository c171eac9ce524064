import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AnswersStored, Commands, Does, HttpIntent, Intent, stored } from '@ekey/platform';
import { isOpen } from '../key-order/key-order.state';
import { HandleToken } from '../token/token.handler';
import { OrderDesk, personBehind } from './order-desk';
import { startedProduction } from './orders.answers';
import {
  failureRequest,
  pinLetterRequest,
  productionRequest,
  type FailureRequest,
  type PinLetterRequest,
  type ProductionRequest,
} from './orders.requests';
import { tokenProblems } from './tokens.problems';

/** What the line does with an order: a token taken, a letter with its PIN sent, a failure reported. */
@Controller('api/issuance/v1/orders')
export class ProductionController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly commands: Commands,
  ) {}

  /** The token is claimed first, then bound to the order. A claim that is left alone goes back to the stock by itself. */
  @Does('领取介质并开始制作', 'Take a token and begin to make the key')
  @Post(':id/production')
  @HttpCode(200)
  @AnswersStored(200, startedProduction)
  async start(
    @Param('id') id: string,
    @Body({ schema: productionRequest }) body: ProductionRequest,
    @Intent() intent: HttpIntent,
  ) {
    const state = await this.desk.state(id, intent.caller);
    const { now } = intent;
    const attempt = isOpen(state) ? state.attempt : 1;
    // A request that is repeated at the next attempt claims anew: what it once claimed was for the attempt of then.
    const step = `claim ${attempt}`;
    const claimId = intent.newId(step);
    const claimed = { attempt, claimId, now };
    const by = personBehind(intent.caller);
    const command = { type: 'StartProduction', data: { tokenSerial: body.tokenSerial, ...claimed, by } } as const;
    if (!(await this.desk.isDone(id, intent, 'start')) && isOpen(state)) {
      await this.desk.refuseStale(id, intent);
      await this.desk.rehearse(id, command, state);
      const claim = { type: 'AssignToken', data: { caseId: id, ...claimed } } as const;
      const envelope = intent.envelope({ step, sent: body, expectedRevision: null });
      await this.commands.send(HandleToken, body.tokenSerial, claim, envelope, tokenProblems);
    }
    const outcome = await this.desk.send(id, command, intent, { step: 'start', sent: body });
    return stored(outcome, { orderId: id, tokenSerial: body.tokenSerial });
  }

  /** At once or in a second call. The PIN itself is never told to anybody here. */
  @Does('登记 PIN 码信封的编号与寄送', 'Record the PIN letter: its number, and how it was sent')
  @Post(':id/pin-letter')
  @AnswersStored(204)
  async letter(
    @Param('id') id: string,
    @Body({ schema: pinLetterRequest }) body: PinLetterRequest,
    @Intent() intent: HttpIntent,
  ) {
    await this.desk.state(id, intent.caller);
    const { letterNumber, dispatch = null } = body;
    const data = { letterNumber, dispatch, by: personBehind(intent.caller), now: intent.now };
    const command = { type: 'RecordPinLetter', data } as const;
    return stored(await this.desk.send(id, command, intent, { sent: body }));
  }

  /** One call scraps the token, revokes what was issued for it and puts the order back. */
  @Does('报告制作失败，案件重新制作', 'Report a failure: the key is made again')
  @Post(':id/failure')
  @AnswersStored(204)
  async fail(
    @Param('id') id: string,
    @Body({ schema: failureRequest }) body: FailureRequest,
    @Intent() intent: HttpIntent,
  ) {
    await this.desk.state(id, intent.caller);
    const { ground, remark = null } = body;
    const command = {
      type: 'FailProduction',
      data: { ground, remark, by: personBehind(intent.caller), now: intent.now },
    } as const;
    return stored(await this.desk.send(id, command, intent, { sent: body }));
  }
}
