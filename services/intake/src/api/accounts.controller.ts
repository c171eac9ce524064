import { Body, Controller, Get, HttpCode, Post, Put, Req } from '@nestjs/common';
import { checkEmailAddress, checkPersonName } from '@ekey/identifiers';
import { AnswersStored, Caller, Commands, Does, HttpIntent, Intent, stored } from '@ekey/platform';
import type { FastifyRequest } from 'fastify';
import type { AccountCommand } from '../account/account.commands';
import { HandleAccount } from '../account/account.handler';
import { awaitedAddress } from '../account/account.state';
import { checkPassword, hashPassword } from '../account/passwords';
import { instantAfter } from '../time/instants';
import { currentAccount, registered } from './accounts.answers';
import { accountProblems } from './accounts.problems';
import {
  addressChange,
  passwordChange,
  registration,
  type AddressChange,
  type PasswordChange,
  type Registration,
} from './accounts.requests';
import { checkedFields } from './checked-fields';
import { Enterprises } from './enterprises';
import { SessionTokens } from './session-tokens';
import { UserAccounts } from './user-accounts';

/** A link that confirms an address is good for so many days. */
const CONFIRMATION_DAYS = 3;

/** Registration, and what users see and change of their own account. */
@Controller('api/intake/v1/accounts')
export class AccountsController {
  constructor(
    private readonly commands: Commands,
    private readonly enterprises: Enterprises,
    private readonly users: UserAccounts,
    private readonly tokens: SessionTokens,
  ) {}

  @Does('注册账户，邮箱确认链接随后寄出', 'Register an account; the link that confirms its address is mailed')
  @Post()
  @AnswersStored(201, registered)
  async register(@Body({ schema: registration }) body: Registration, @Intent() intent: HttpIntent) {
    const { loginName } = body;
    const { mail, userName, password } = checkedFields({
      mail: checkEmailAddress(body.mail),
      userName: checkPersonName(body.userName),
      password: checkPassword(body.password, loginName),
    });
    const passwordHash = await hashPassword(password);
    const accountId = intent.newId('account');
    await this.users.claim(loginName, accountId, intent, body);
    const data = { loginName, passwordHash, userName, mail, ...this.newLink(intent) };
    return stored(await this.send(accountId, { type: 'RegisterAccount', data }, intent, body), { accountId });
  }

  @Does('本人账户', 'Your own account')
  @Get('current')
  @AnswersStored(200, currentAccount)
  async current(@Caller() { id }: Caller) {
    const { account, revision } = await this.users.current(id);
    const { loginName, userName, mail, addressConfirmed, invitedBy } = account;
    const pendingAddress = awaitedAddress(account)?.mail ?? null;
    const enterprise = invitedBy === null ? null : await this.enterpriseOf(id, invitedBy);
    return stored(
      { revision },
      { accountId: id, loginName, userName, mail, addressConfirmed, pendingAddress, enterprise },
    );
  }

  @Does('修改本人密码，各处登录随之失效', 'Change your password; every session of the account ends')
  @Put('current/password')
  @AnswersStored(204)
  async changePassword(
    @Body({ schema: passwordChange }) body: PasswordChange,
    @Caller() { id }: Caller,
    @Intent() intent: HttpIntent,
    @Req() { ip }: FastifyRequest,
  ) {
    const { account } = await this.users.provenAgain(id, body.password, ip, intent.now);
    const passwordHash = await this.users.hashed(body.newPassword, account.loginName ?? id, 'newPassword');
    const command = { type: 'ChangePassword', data: { passwordHash, now: intent.now } } as const;
    const outcome = await this.send(id, command, intent, body);
    await this.tokens.endAll(id);
    return stored(outcome);
  }

  @Does('更换本人邮箱，使用寄往新邮箱的链接后生效', 'Change your address; it counts once the link sent to it was used')
  @Put('current/address')
  @AnswersStored(204)
  async changeAddress(
    @Body({ schema: addressChange }) body: AddressChange,
    @Caller() { id }: Caller,
    @Intent() intent: HttpIntent,
    @Req() { ip }: FastifyRequest,
  ) {
    const { mail } = checkedFields({ mail: checkEmailAddress(body.mail) });
    await this.users.provenAgain(id, body.password, ip, intent.now);
    return this.confirm(id, mail, intent, body);
  }

  @Does('重发邮箱确认链接', 'Have the link that confirms your address sent once more')
  @Post('current/address-confirmations')
  @HttpCode(204)
  @AnswersStored(204)
  async confirmAgain(@Caller() { id }: Caller, @Intent() intent: HttpIntent) {
    return this.confirm(id, null, intent, {});
  }

  private async confirm(id: string, mail: string | null, intent: HttpIntent, sent: unknown) {
    const command = { type: 'RequestAddressConfirmation', data: { mail, ...this.newLink(intent) } } as const;
    return stored(await this.send(id, command, intent, sent));
  }

  private newLink(intent: HttpIntent) {
    const { now } = intent;
    return { requestId: intent.newId('confirmation'), now, expiresAt: instantAfter(now, CONFIRMATION_DAYS) };
  }

  private async enterpriseOf(id: string, uscc: string) {
    const enterprise = await this.enterprises.of(uscc, id);
    return enterprise && { uscc, nameCn: enterprise.nameCn };
  }

  private send(id: string, command: AccountCommand, intent: HttpIntent, sent: unknown) {
    return this.commands.send(HandleAccount, id, command, intent.envelope({ sent }), accountProblems);
  }
}
