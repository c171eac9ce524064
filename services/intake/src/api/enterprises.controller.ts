import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { checkEmailAddress } from '@ekey/identifiers';
import { AnswersStored, Caller, Commands, Does, HttpIntent, Intent, stored } from '@ekey/platform';
import type { EnterpriseCommand } from '../enterprise/enterprise.commands';
import { HandleEnterprise } from '../enterprise/enterprise.handler';
import { instantAfter } from '../time/instants';
import { enterprise as enterpriseAnswer, invited } from './accounts.answers';
import { enterpriseProblems } from './accounts.problems';
import { invitation, type InvitationRequest } from './accounts.requests';
import { checkedFields } from './checked-fields';
import { Enterprises } from './enterprises';
import { UserAccounts } from './user-accounts';
import { UsccInAddress } from './uscc-in-address.pipe';

const INVITATION_DAYS = 7;

/** The users of an enterprise since its first approved case. Nobody else learns that there is such an enterprise. */
@Controller('api/intake/v1/enterprises/:uscc')
export class EnterprisesController {
  constructor(
    private readonly commands: Commands,
    private readonly enterprises: Enterprises,
    private readonly users: UserAccounts,
  ) {}

  @Does('本企业的用户与未接受的邀请', 'The users of the enterprise, and its open invitations')
  @Get()
  @AnswersStored(200, enterpriseAnswer)
  async get(@Param('uscc', UsccInAddress) uscc: string, @Caller() caller: Caller) {
    const { enterprise, revision } = await this.enterprises.find(uscc, caller);
    const { nameCn, administrator, users, invitations } = enterprise;
    const accounts = [administrator, ...users];
    return stored(
      { revision },
      {
        uscc,
        nameCn,
        users: await Promise.all(accounts.map(async (accountId) => this.shown(accountId, accountId === administrator))),
        invitations: caller.id === administrator ? invitations : [],
      },
    );
  }

  /** The invitation's id is that of the account to be. */
  @Does('邀请本企业的用户', 'Invite a user of the enterprise')
  @Post('invitations')
  @AnswersStored(201, invited)
  async invite(
    @Param('uscc', UsccInAddress) uscc: string,
    @Body({ schema: invitation }) body: InvitationRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { mail } = checkedFields({ mail: checkEmailAddress(body.mail) });
    await this.enterprises.find(uscc, caller);
    const { now } = intent;
    const invitationId = intent.newId('account');
    const link = { requestId: intent.newId('invitation'), now, expiresAt: instantAfter(now, INVITATION_DAYS) };
    const data = { by: caller.id, invitationId, accountId: invitationId, mail, ...link };
    return stored(await this.send(uscc, { type: 'InviteUser', data }, intent, body), { invitationId });
  }

  @Does('撤回邀请', 'Take an invitation back')
  @Delete('invitations/:invitation')
  @HttpCode(204)
  @AnswersStored(204)
  async revoke(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('invitation') invitationId: string,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.enterprises.find(uscc, caller);
    const data = { by: caller.id, invitationId, now: intent.now };
    return stored(await this.send(uscc, { type: 'RevokeInvitation', data }, intent, {}));
  }

  @Does('移除本企业的用户', 'Remove a user of the enterprise')
  @Delete('users/:account')
  @HttpCode(204)
  @AnswersStored(204)
  async remove(
    @Param('uscc', UsccInAddress) uscc: string,
    @Param('account') accountId: string,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.enterprises.find(uscc, caller);
    const data = { by: caller.id, accountId, now: intent.now };
    return stored(await this.send(uscc, { type: 'RemoveUser', data }, intent, {}));
  }

  private async shown(accountId: string, administrator: boolean) {
    const known = await this.users.byId(accountId);
    return { accountId, userName: known?.account.userName ?? null, administrator };
  }

  private send(uscc: string, command: EnterpriseCommand, intent: HttpIntent, sent: unknown) {
    return this.commands.send(HandleEnterprise, uscc, command, intent.envelope({ sent }), enterpriseProblems);
  }
}
