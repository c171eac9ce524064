import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { AnswersStored, Caller, Does, HttpIntent, Intent, stored, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { applicationStatus } from '../views/application-status.view';
import { keyNotCollected, lossReportedElsewhere } from './applications.problems';
import { revocationRequest, unlockRequest, type RevocationRequest, type UnlockRequest } from './applications.requests';
import { CaseAccess, type OwnCase } from './case-access';
import { NamingDesk } from './naming-desk';

/**
 * What an enterprise says of the key that a case has brought it. A password is enough: a key that is lost or locked logs
 * nobody in, and the worst that can be done so is to stop it, or to trouble an officer.
 */
@Controller('api/intake/v1/applications/:id')
export class HeldKeyController {
  constructor(
    private readonly access: CaseAccess,
    private readonly naming: NamingDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does(
    '挂失：电子钥匙遗失时立即停用',
    'Report the collected key lost: it is suspended at once, which only the authority lifts',
  )
  @Post('key-loss')
  @HttpCode(204)
  @AnswersStored(204)
  async reportKeyLoss(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const { tokenSerial, state, hasAnswered } = await this.keyOf(id, caller);
    if (!hasAnswered(intent)) await this.naming.refuseOver(state.file.is.uscc, tokenSerial);
    const command = { type: 'ReportKeyLoss', data: { tokenSerial, now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  /** The hold on the key goes, and the application is withdrawn: as long as 复核通过 is not recorded, and no other case says that it is lost. */
  @Does(
    '找回遗失的电子钥匙：撤销挂失并撤回补办',
    'The lost key was found: take the report of its loss back, and the application',
  )
  @Post('loss-withdrawal')
  @HttpCode(204)
  @AnswersStored(204)
  async takeBackLoss(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const { state, hasAnswered } = await this.access.find(id, caller);
    const elsewhere = hasAnswered(intent) ? null : await this.naming.lossElsewhere(state.file);
    if (elsewhere !== null) throw lossReportedElsewhere(elsewhere);
    const command = { type: 'TakeBackLoss', data: { now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  /** Nothing is unlocked by it: who asks and by which papers is looked into by an officer. */
  @Does('申请解锁：电子钥匙口令锁死时申请', 'Ask to have the collected key unlocked; an officer goes on with it')
  @Post('unlock-request')
  @HttpCode(204)
  @AnswersStored(204)
  async requestUnlock(
    @Param('id') id: string,
    @Body({ schema: unlockRequest }) body: UnlockRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { tokenSerial } = await this.keyOf(id, caller);
    const data = { tokenSerial, requestId: intent.newId('unlock'), ...body, now: intent.now };
    return stored(await this.access.send(id, { type: 'RequestUnlock', data }, intent, { sent: body }));
  }

  @Does('撤回解锁申请，未使用的授权码失效', 'Take the request back; a code that was not used opens nothing any more')
  @Post('unlock-withdrawal')
  @HttpCode(204)
  @AnswersStored(204)
  async withdrawUnlockRequest(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    const command = { type: 'WithdrawUnlockRequest', data: { now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  /** Nothing is revoked by it, which takes two officers. What is lost or known to others is suspended at once. */
  @Does(
    '申请注销；遗失、泄露的立即挂失',
    'Ask to have the collected key revoked; a lost or compromised one is suspended at once',
  )
  @Post('revocation-request')
  @HttpCode(204)
  @AnswersStored(204)
  async requestRevocation(
    @Param('id') id: string,
    @Body({ schema: revocationRequest }) body: RevocationRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { tokenSerial } = await this.keyOf(id, caller);
    const data = { tokenSerial, requestId: intent.newId('revocation'), ...body, now: intent.now };
    return stored(await this.access.send(id, { type: 'RequestRevocation', data }, intent, { sent: body }));
  }

  @Does('撤回注销申请，挂失不变', 'Take the request to revoke the key back; a suspension stays')
  @Post('revocation-withdrawal')
  @HttpCode(204)
  @AnswersStored(204)
  async withdrawRevocationRequest(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    await this.access.find(id, caller);
    const command = { type: 'WithdrawRevocationRequest', data: { now: intent.now } } as const;
    return stored(await this.access.send(id, command, intent, { sent: {} }));
  }

  /** A case of the caller’s, with the token that was collected in it. @throws Problem NotFound, KeyNotCollected */
  private async keyOf(id: string, caller: Caller): Promise<OwnCase & { readonly tokenSerial: string }> {
    const found = await this.access.find(id, caller);
    const tokenSerial = (await this.views.get(applicationStatus, id))?.tokenSerial ?? null;
    if (tokenSerial === null) throw keyNotCollected();
    return { ...found, tokenSerial };
  }
}
