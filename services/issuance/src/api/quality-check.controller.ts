import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import type { Clock } from '@ekey/kernel';
import type { CertificateAuthority } from '@ekey/pki';
import { AnswersStored, CLOCK, Does, HttpIntent, Intent, problem, stored, type FieldError } from '@ekey/platform';
import { RevocationLists } from '../effects/revocation-lists';
import type { PassQuality } from '../key-order/key-order.commands';
import { hasKey, type KnownOrder } from '../key-order/key-order.state';
import { LINE_TOOLS, type LineTools } from '../line-tools.port';
import { CERTIFICATE_AUTHORITY } from '../ports';
import { Deliveries } from './deliveries';
import { OrderDesk, personBehind } from './order-desk';
import { qualityCheckRequest, type QualityCheckRequest } from './orders.requests';
import { sealDigest } from './read-back';

/** A second person reads the token back, and what it says is verified here. */
@Controller('api/issuance/v1/orders')
export class QualityCheckController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly deliveries: Deliveries,
    private readonly lists: RevocationLists,
    @Inject(CERTIFICATE_AUTHORITY) private readonly authority: CertificateAuthority,
    @Inject(LINE_TOOLS) private readonly tools: LineTools,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Does(
    '第二人质检：读回介质内容并核对',
    'Quality check by a second person: what the token holds is read back and compared',
  )
  @Post(':id/quality-check')
  @AnswersStored(204)
  async check(
    @Param('id') id: string,
    @Body({ schema: qualityCheckRequest }) body: QualityCheckRequest,
    @Intent() intent: HttpIntent,
  ) {
    const state = await this.desk.state(id, intent.caller);
    const command = await this.commandFor(id, body, state, intent);
    if (!(await this.desk.isDone(id, intent, '1'))) {
      await this.desk.rehearse(id, command, state);
      await this.verify(id, body);
    }
    return stored(await this.desk.send(id, command, intent, { sent: body }));
  }

  /** What the rules compare by name; the bytes themselves are compared in `verify`. */
  private async commandFor(
    id: string,
    body: QualityCheckRequest,
    state: KnownOrder,
    intent: HttpIntent,
  ): Promise<PassQuality> {
    const issuances = hasKey(state) ? state.making.issuances : {};
    const data = {
      tokenSerial: body.tokenSerial,
      signingSerial: issuances.signing?.serial ?? '',
      encryptionSerial: issuances.encryption?.serial ?? '',
      sealSha256: sealDigest(body),
      nonce: await this.deliveries.nonce(id, hasKey(state) ? state.attempt : 1),
      signature: body.signature,
    };
    return { type: 'PassQuality', data: { ...data, by: personBehind(intent.caller), now: intent.now } };
  }

  /** @throws Problem ReadBackWrong naming what is wrong */
  private async verify(id: string, body: QualityCheckRequest): Promise<void> {
    const made = await this.deliveries.within(id, 2, ({ complete }) => complete);
    const { der: crl } = await this.lists.current();
    // The time now, not that of the request: the list may have been made since.
    const trust = { chain: this.authority.certificateChain(), crl, at: new Date(this.clock.now()) };
    const faults = made === null ? [] : this.tools.faultsOfReadBack(body, made, trust);
    if (made === null || faults.length > 0) throw readBackWrong(faults);
  }
}

export const readBackWrong = (errors: readonly FieldError[]) =>
  problem({
    status: 422,
    code: 'ReadBackWrong',
    zh: '介质读回核验未通过，请按提示处理；无法修复的请登记制作失败。',
    en: 'The token did not read back as it should. See below; what cannot be mended is reported as a failure.',
    errors,
  });
