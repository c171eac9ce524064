import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import {
  Answers,
  AnswersStored,
  atLeast,
  Commands,
  Does,
  HttpIntent,
  Intent,
  notFound,
  page,
  stored,
  VIEWS,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { OrganisationCommand } from '../organisation/organisation.commands';
import type { OrganisationProfile } from '../organisation/organisation.events';
import { HandleOrganisation } from '../organisation/organisation.handler';
import { organisations } from '../views/organisations.view';
import { organisation, organisationsAnswer, registeredOrganisation } from './organisations.answers';
import { organisationProblems } from './organisations.problems';
import {
  organisationQuery,
  organisationsQuery,
  profileRequest,
  registrationRequest,
  type OrganisationQuery,
  type OrganisationsQuery,
  type ProfileRequest,
  type RegistrationRequest,
} from './organisations.requests';

/** 发证机构 and 电子钥匙服务商, kept by the security administrator. */
@Controller('api/review/v1/organisations')
export class OrganisationsController {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('发证机构与电子钥匙服务商列表', 'The issuing authorities and the provider')
  @Get()
  @Answers(200, organisationsAnswer)
  list(@Query({ schema: organisationsQuery }) query: OrganisationsQuery) {
    const where = { ...(query.kind !== undefined && { kind: query.kind }) };
    return this.views.find(organisations, { where, ...page(query) });
  }

  @Does('一个机构及其领取地点', 'One organisation, with its pick-up points')
  @Get(':id')
  @Answers(200, organisation)
  async get(@Param('id') id: string, @Query({ schema: organisationQuery }) query: OrganisationQuery) {
    const entry = await this.views.get(organisations, id, atLeast(query));
    if (entry === null) throw notFound();
    return entry;
  }

  @Does('登记机构', 'Register an organisation')
  @Post()
  @AnswersStored(201, registeredOrganisation)
  async register(@Body({ schema: registrationRequest }) body: RegistrationRequest, @Intent() intent: HttpIntent) {
    const organisationId = intent.newId('organisation');
    const profile: OrganisationProfile = { ...content(body), kind: body.kind };
    const command = { type: 'RegisterOrganisation', data: { profile, now: intent.now } } as const;
    return stored(await this.send(organisationId, command, intent, body), { organisationId });
  }

  @Does('变更机构信息', 'Change an organisation’s particulars')
  @Put(':id')
  @AnswersStored(204)
  async change(
    @Param('id') id: string,
    @Body({ schema: profileRequest }) body: ProfileRequest,
    @Intent() intent: HttpIntent,
  ) {
    const command = { type: 'ChangeOrganisation', data: { profile: content(body), now: intent.now } } as const;
    return stored(await this.send(id, command, intent, body));
  }

  @Does('停用机构', 'Deactivate an organisation')
  @Post(':id/deactivation')
  @HttpCode(204)
  @AnswersStored(204)
  async deactivate(@Param('id') id: string, @Intent() intent: HttpIntent) {
    return stored(await this.send(id, { type: 'DeactivateOrganisation', data: { now: intent.now } }, intent, {}));
  }

  @Does('重新启用机构', 'Activate an organisation again')
  @Post(':id/activation')
  @HttpCode(204)
  @AnswersStored(204)
  async activate(@Param('id') id: string, @Intent() intent: HttpIntent) {
    return stored(await this.send(id, { type: 'ActivateOrganisation', data: { now: intent.now } }, intent, {}));
  }

  private send(id: string, command: OrganisationCommand, intent: HttpIntent, sent: unknown) {
    return this.commands.send(HandleOrganisation, id, command, intent.envelope({ sent }), organisationProblems);
  }
}

const content = ({ name, nameEn, region, address, phone, pickupPoints }: ProfileRequest) => ({
  name,
  ...(nameEn !== undefined && { nameEn }),
  region,
  address,
  phone,
  pickupPoints,
});
