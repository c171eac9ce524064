import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { Answers, AnswersStored, Caller, Does, Intent, page, VIEWS, type HttpIntent } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { keyStandings } from '../views/key-standings.view';
import { HeldKeys } from './held-keys';
import { keyStandingsPage } from './key-standings.answers';
import {
  keyStandingsQuery,
  reinstatementRequest,
  suspensionRequest,
  type KeyStandingsQuery,
  type ReinstatementRequest,
  type SuspensionRequest,
} from './key-standings.requests';
import { scopeOf } from './order-desk';

/** 挂失 at once, by one; 解除挂失 by two. */
@Controller('api/issuance/v1')
export class SuspensionsController {
  constructor(
    private readonly keys: HeldKeys,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('已挂失、申请注销和已注销的电子钥匙', 'Keys that are suspended, being revoked or revoked')
  @Get('key-standings')
  @Answers(200, keyStandingsPage)
  list(@Query({ schema: keyStandingsQuery }) query: KeyStandingsQuery, @Caller() caller: Caller) {
    const { limit: _limit, after: _after, ...asked } = query;
    const where = { ...scopeOf(caller), ...asked };
    return this.views.find(keyStandings, { where, orderBy: 'since', descending: true, ...page(query) });
  }

  @Does('挂失：证书立即停用', 'Suspend a key: its certificates are good for nothing from now on')
  @Post('certificates/:serial/suspension')
  @AnswersStored(204)
  suspend(
    @Param('serial') serial: string,
    @Body({ schema: suspensionRequest }) body: SuspensionRequest,
    @Intent() intent: HttpIntent,
  ) {
    const { ground, reference = null } = body;
    return this.keys.send(serial, { intent, sent: body }, (key, officer) => ({
      type: 'SuspendKey',
      data: { key, ground, reference, ...officer },
    }));
  }

  @Does('提出解除挂失，由另一人确认', 'Propose to lift a suspension; another officer confirms it')
  @Post('certificates/:serial/reinstatement')
  @AnswersStored(204)
  propose(
    @Param('serial') serial: string,
    @Body({ schema: reinstatementRequest }) body: ReinstatementRequest,
    @Intent() intent: HttpIntent,
  ) {
    return this.keys.send(serial, { intent, sent: body }, (_key, officer) => ({
      type: 'ProposeReinstatement',
      data: { ...body, ...officer },
    }));
  }

  @Does('确认解除挂失，证书恢复有效', 'Confirm that a suspension is lifted; the certificates are good again')
  @Post('certificates/:serial/reinstatement/confirmation')
  @AnswersStored(204)
  confirm(@Param('serial') serial: string, @Intent() intent: HttpIntent) {
    return this.keys.send(serial, { intent, sent: {} }, (_key, data) => ({ type: 'ConfirmReinstatement', data }));
  }
}
