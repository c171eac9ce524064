import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { later } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import {
  Answers,
  AnswersStored,
  atLeast,
  Caller,
  Does,
  HttpIntent,
  Intent,
  page,
  PERSONAL_DATA,
  SECRETS,
  stored,
  UsedKeys,
  type Secrets,
} from '@ekey/platform';
import { hashPassword, oneTimePassword, staffIdOf } from '../staff-member/credentials';
import type { StaffMemberEvent } from '../staff-member/staff-member.events';
import { Officers } from './officers';
import { StaffDesk } from './staff-desk';
import { StaffList } from './staff-list';
import { invitedMember, resetCredentials, staffMember, staffMembers } from './staff.answers';
import {
  invitationRequest,
  oneOfStaffQuery,
  staffMemberRequest,
  staffQuery,
  type InvitationRequest,
  type OneOfStaffQuery,
  type StaffMemberRequest,
  type StaffQuery,
} from './staff.requests';
import { StaffTokens } from './staff-tokens';
import { Workplaces } from './workplaces';

const WEEK = 7 * 24 * 3_600_000;

/** Until when the one-time password is good, as it was stored at the first try. */
const endOf = (facts: readonly StaffMemberEvent[]) =>
  facts.flatMap(({ data }) =>
    'expiresAt' in data && data.expiresAt !== null ? [{ expiresAt: data.expiresAt }] : [],
  )[0];

/** The security administrator's people; an authority's manager sees his own. */
@Controller('api/review/v1/staff')
export class StaffController {
  constructor(
    private readonly desk: StaffDesk,
    private readonly officers: Officers,
    private readonly accounts: StaffList,
    private readonly workplaces: Workplaces,
    private readonly tokens: StaffTokens,
    private readonly usedKeys: UsedKeys,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** Cases, tokens and verdicts name people by id: whoever works with them may ask who that is. Logins are for who administers. */
  @Does(
    '人员列表，只见本机构人员；安全管理员见全部',
    'The staff of one’s own organisation; the security administrator sees all',
  )
  @Get()
  @Answers(200, staffMembers)
  async list(@Query({ schema: staffQuery }) query: StaffQuery, @Caller() caller: Caller) {
    const { roles, organisationId } = await this.officers.acting(caller);
    const organisation = roles.includes('SEC') ? query.organisation : organisationId;
    const where = { kind: 'person', ...(organisation !== undefined && { organisationId: organisation }) };
    const found = await this.accounts.list(where, page(query), caller);
    if (roles.includes('SEC') || roles.includes('AGM')) return found;
    return { ...found, items: found.items.map((colleague) => ({ ...colleague, login: null })) };
  }

  @Does('一名人员', 'One member of staff')
  @Get(':id')
  @Answers(200, staffMember)
  get(@Param('id') id: string, @Query({ schema: oneOfStaffQuery }) query: OneOfStaffQuery, @Caller() caller: Caller) {
    return this.accounts.one(id, 'person', caller, atLeast(query));
  }

  /** The one-time password is told to nobody again. */
  @Does(
    '登记人员，发给首次登录的一次性密码',
    'Register a member of staff, with a one-time password for the first log-in',
  )
  @Post()
  @Header('cache-control', 'no-store')
  @AnswersStored(201, invitedMember)
  async invite(@Body({ schema: invitationRequest }) body: InvitationRequest, @Intent() intent: HttpIntent) {
    const { login, name, ...assignment } = body;
    const staffId = staffIdOf(this.personal, login);
    const invitation = await this.invitation(intent);
    const workplace = await this.workplaces.of(assignment.organisationId);
    const about = { ...this.desk.about(staffId, intent), login, name, assignment, workplace };
    const command = { type: 'InviteStaffMember', data: { ...about, ...invitation.kept } } as const;
    const outcome = await this.usedKeys.once(staffId, intent, () => this.desk.send(staffId, command, intent, body));
    return stored(outcome, { staffId, login, oneTimePassword: invitation.password, ...endOf(outcome.facts) });
  }

  @Does('变更人员的机构、角色与领取地点', 'Change a person’s organisation, roles and pick-up points')
  @Put(':id')
  @AnswersStored(204)
  async change(
    @Param('id') id: string,
    @Body({ schema: staffMemberRequest }) body: StaffMemberRequest,
    @Intent() intent: HttpIntent,
  ) {
    const { name, ...assignment } = body;
    const workplace = await this.workplaces.of(assignment.organisationId);
    const data = { ...this.desk.about(id, intent), name, assignment, workplace };
    const outcome = await this.desk.send(id, { type: 'ChangeStaffMember', data }, intent, body);
    // Tokens carry roles: the next ones must carry the new.
    await this.tokens.endAll(id);
    return stored(outcome);
  }

  @Does('忘记密码或遗失动态口令：重新登记', 'Forgotten password or lost authenticator: everything is enrolled anew')
  @Post(':id/credentials-reset')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @AnswersStored(200, resetCredentials)
  async reset(@Param('id') id: string, @Intent() intent: HttpIntent) {
    const invitation = await this.invitation(intent);
    const data = { ...this.desk.about(id, intent), ...invitation.kept };
    const outcome = await this.desk.send(id, { type: 'ResetCredentials', data }, intent);
    await this.tokens.sessions.endAll(id);
    await this.tokens.logIn.unlock(id);
    return stored(outcome, { staffId: id, oneTimePassword: invitation.password, ...endOf(outcome.facts) });
  }

  @Does('停用人员账户', 'Deactivate a member of staff')
  @Post(':id/deactivation')
  @HttpCode(204)
  @AnswersStored(204)
  deactivate(@Param('id') id: string, @Intent() intent: HttpIntent) {
    return this.desk.deactivate(id, intent);
  }

  @Does('重新启用人员账户', 'Activate a member of staff again')
  @Post(':id/activation')
  @HttpCode(204)
  @AnswersStored(204)
  activate(@Param('id') id: string, @Intent() intent: HttpIntent) {
    return this.desk.activate(id, intent);
  }

  /** Derived from the command's id: a repeat is told the same password, although only its hash is kept. */
  private async invitation(intent: HttpIntent) {
    const password = oneTimePassword(await this.secrets.bytes('staff-passwords'), intent.commandId());
    const expiresAt = later(intent.now, WEEK);
    return { password, kept: { oneTimePasswordHash: await hashPassword(password), expiresAt } };
  }
}
