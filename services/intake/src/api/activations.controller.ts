import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AnswersStored, Does, HttpIntent, Intent, stored } from '@ekey/platform';
import { activationAccepted } from './applications.answers';
import { activationRequest, type ActivationRequest } from './applications.requests';
import { CaseAccess } from './case-access';
import { linkUnknown, MailedLinks } from './mailed-links';

/** The link of the activation mail. Whoever has it may use it, once: it was sent to the address in the form. */
@Controller('api/intake/v1/activations')
export class ActivationsController {
  constructor(
    private readonly access: CaseAccess,
    private readonly links: MailedLinks,
  ) {}

  /** Accepted: the outside platform is asked, and the case tells what became of it. */
  @Does('用激活邮件中的链接激活企业账户', 'Activate the enterprise’s account with the link of the activation mail')
  @Post()
  @HttpCode(202)
  @AnswersStored(202, activationAccepted)
  async activate(@Body({ schema: activationRequest }) body: ActivationRequest, @Intent() intent: HttpIntent) {
    const found = await this.access.load(body.case);
    const activation = found?.state.file.activation ?? null;
    if (activation === null) throw linkUnknown();
    const requestId = await this.links.requestBehind('activation', [activation.requestId], body);
    const command = { type: 'ActivateAccount', data: { requestId, now: intent.now } } as const;
    return stored(await this.access.send(body.case, command, intent, { sent: body }), { status: 'accepted' as const });
  }
}
