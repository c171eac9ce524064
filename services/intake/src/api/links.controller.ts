import { Body, Controller, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { checkPersonName } from '@ekey/identifiers';
import type { PersonalData } from '@ekey/personal-data';
import {
  AnswersNothing,
  AnswersStored,
  Commands,
  Does,
  HttpIntent,
  Intent,
  PERSONAL_DATA,
  stored,
  UsedKeys,
} from '@ekey/platform';
import type { AccountCommand } from '../account/account.commands';
import { HandleAccount } from '../account/account.handler';
import { checkPassword, hashPassword } from '../account/passwords';
import type { AccountState, RegisteredAccount } from '../account/account.state';
import { instantAfter } from '../time/instants';
import { registered } from './accounts.answers';
import { accountProblems } from './accounts.problems';
import {
  acceptance,
  addressConfirmation,
  passwordReset,
  resetRequest,
  type Acceptance,
  type AddressConfirmation,
  type PasswordReset,
  type ResetRequest,
} from './accounts.requests';
import { accountIdParameter } from './applications.requests';
import { checkedFields } from './checked-fields';
import { linkUnknown, MailedLinks, type LinkRight } from './mailed-links';
import { SessionTokens } from './session-tokens';
import { UserAccounts } from './user-accounts';

const RESET_DAYS = 1;
/** A request for a reset is answered no sooner, so that the time does not tell whether there is such an account. */
const SAME_ANSWER_MS = 150;

/** What the links in mails are for. A link is only ever used by a POST or PUT: opening it in a browser consumes nothing. */
@Controller('api/intake/v1')
export class LinksController {
  constructor(
    private readonly commands: Commands,
    private readonly users: UserAccounts,
    private readonly tokens: SessionTokens,
    private readonly links: MailedLinks,
    private readonly usedKeys: UsedKeys,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
  ) {}

  @Does('用邮件中的链接确认邮箱', 'Confirm an address with the link that was mailed to it')
  @Post('address-confirmations')
  @HttpCode(204)
  @AnswersStored(204)
  async confirmAddress(@Body({ schema: addressConfirmation }) body: AddressConfirmation, @Intent() intent: HttpIntent) {
    const { confirmation, answered } = await this.registered(body.account);
    const requestId = await this.links.requestBehind('address-confirmation', requests(confirmation, answered), body);
    const command = { type: 'ConfirmAddress', data: { requestId, now: intent.now } } as const;
    return stored(await this.send(body.account, command, intent, body));
  }

  /** Accepted in any case: nobody learns from it whether there is such an account. */
  @Does('忘记密码：请求寄送重置链接', 'Forgotten password: have a link for a new one mailed')
  @Post('password-resets')
  @HttpCode(202)
  @AnswersNothing(202)
  async requestReset(@Body({ schema: resetRequest }) body: ResetRequest, @Intent() intent: HttpIntent): Promise<void> {
    const about = this.users.streamOf(body.loginName);
    const send = () => this.sendReset(body, intent);
    await Promise.all([this.usedKeys.once(about, intent, send), pause(SAME_ANSWER_MS)]);
  }

  /** Whoever still holds a session of the old password is out, and who was locked out by tries of it is let in. */
  @Does('用邮件中的链接设定新密码', 'Set a new password with the link that was mailed')
  @Put('password-resets/:account')
  @AnswersStored(204)
  async resetPassword(
    @Param({ schema: accountIdParameter }) { account }: { account: string },
    @Body({ schema: passwordReset }) body: PasswordReset,
    @Intent() intent: HttpIntent,
  ) {
    const { reset, answered, loginName } = await this.registered(account);
    const requestId = await this.links.requestBehind('password-reset', requests(reset, answered), body);
    const passwordHash = await this.users.hashed(body.newPassword, loginName ?? account, 'newPassword');
    const command = { type: 'ResetPassword', data: { requestId, passwordHash, now: intent.now } } as const;
    const outcome = await this.send(account, command, intent, body);
    await this.tokens.endAll(account);
    await this.users.unlock(loginName ?? account);
    return stored(outcome);
  }

  /** The invitation's id is that of the account to be. */
  @Does('接受邀请，设定用户名和密码', 'Accept an invitation: choose user name and password')
  @Post('invitations')
  @AnswersStored(201, registered)
  async accept(@Body({ schema: acceptance }) body: Acceptance, @Intent() intent: HttpIntent) {
    const { invitation: accountId, loginName } = body;
    const { requestId, mail } = await this.invited(accountId, body);
    const { userName, password } = checkedFields({
      userName: checkPersonName(body.userName),
      password: checkPassword(body.password, loginName),
    });
    const passwordHash = await hashPassword(password);
    await this.users.claim(loginName, accountId, intent, body);
    const data = { accountId, requestId, loginName, passwordHash, userName, mail, now: intent.now };
    return stored(await this.send(accountId, { type: 'AcceptInvitation', data }, intent, body), { accountId });
  }

  private async sendReset(body: ResetRequest, intent: HttpIntent): Promise<void> {
    const known = await this.users.byLoginName(body.loginName);
    if (known === null) return;
    const { now } = intent;
    const data = { requestId: intent.newId('reset'), now, expiresAt: instantAfter(now, RESET_DAYS) };
    await this.send(known.accountId, { type: 'RequestPasswordReset', data }, intent, body);
  }

  private async registered(accountId: string): Promise<RegisteredAccount> {
    const known = await this.users.byId(accountId);
    if (known === null) throw linkUnknown();
    return known.account;
  }

  private async invited(accountId: string, right: LinkRight): Promise<{ requestId: string; mail: string | null }> {
    const state = (await this.commands.ask(HandleAccount, accountId)).state as AccountState;
    if (state.status === 'registered') {
      const requestId = await this.links.requestBehind('user-invitation', state.answered, right);
      return { requestId, mail: state.mail };
    }
    if (state.status !== 'invited') throw linkUnknown();
    const requestId = await this.links.requestBehind('user-invitation', [state.requestId], right);
    const mail = state.mail === null ? null : ((await this.personal.open(state.mail)) as string | null);
    return { requestId, mail };
  }

  private send(id: string, command: AccountCommand, intent: HttpIntent, sent: unknown) {
    return this.commands.send(
      HandleAccount,
      id,
      command,
      intent.envelope({ sent, expectedRevision: null }),
      accountProblems,
    );
  }
}

const requests = (pending: { readonly requestId: string } | null, answered: readonly string[]): readonly string[] => [
  ...(pending === null ? [] : [pending.requestId]),
  ...answered,
];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
