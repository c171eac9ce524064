import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Answers, AnswersStored, atLeast, Caller, Does, HttpIntent, Intent, page, stored } from '@ekey/platform';
import { Crews } from './crews';
import { StaffDesk } from './staff-desk';
import { StaffList } from './staff-list';
import { registeredMachine, staffMember, staffMembers } from './staff.answers';
import {
  machineRequest,
  oneOfStaffQuery,
  staffQuery,
  type MachineRequest,
  type OneOfStaffQuery,
  type StaffQuery,
} from './staff.requests';
import { StaffTokens } from './staff-tokens';
import { Workplaces } from './workplaces';

/** Machine accounts: production lines and couriers, known by their public keys. */
@Controller('api/review/v1/machines')
export class MachinesController {
  constructor(
    private readonly desk: StaffDesk,
    private readonly accounts: StaffList,
    private readonly workplaces: Workplaces,
    private readonly crews: Crews,
    private readonly tokens: StaffTokens,
  ) {}

  @Does('机器账户列表', 'The machine accounts')
  @Get()
  @Answers(200, staffMembers)
  list(@Query({ schema: staffQuery }) query: StaffQuery, @Caller() caller: Caller) {
    const { organisation } = query;
    const where = { kind: 'machine', ...(organisation !== undefined && { organisationId: organisation }) };
    return this.accounts.list(where, page(query), caller);
  }

  @Does('一个机器账户', 'One machine account')
  @Get(':id')
  @Answers(200, staffMember)
  get(@Param('id') id: string, @Query({ schema: oneOfStaffQuery }) query: OneOfStaffQuery, @Caller() caller: Caller) {
    return this.accounts.one(id, 'machine', caller, atLeast(query));
  }

  @Does('登记机器账户：公钥、角色与操作员', 'Register a machine: its public key, roles and operators')
  @Post()
  @AnswersStored(201, registeredMachine)
  async register(@Body({ schema: machineRequest }) body: MachineRequest, @Intent() intent: HttpIntent) {
    const machineId = intent.newId('machine');
    const data = await this.described(machineId, body, intent);
    return stored(await this.desk.send(machineId, { type: 'RegisterMachine', data }, intent, body), { machineId });
  }

  @Does('变更机器账户的公钥、角色与操作员', 'Change a machine’s public key, roles and operators')
  @Put(':id')
  @AnswersStored(204)
  async change(
    @Param('id') id: string,
    @Body({ schema: machineRequest }) body: MachineRequest,
    @Intent() intent: HttpIntent,
  ) {
    const data = await this.described(id, body, intent);
    const outcome = await this.desk.send(id, { type: 'ChangeMachine', data }, intent, body);
    await this.tokens.sessions.endAll(id);
    return stored(outcome);
  }

  @Does('停用机器账户', 'Deactivate a machine')
  @Post(':id/deactivation')
  @HttpCode(204)
  @AnswersStored(204)
  deactivate(@Param('id') id: string, @Intent() intent: HttpIntent) {
    return this.desk.deactivate(id, intent);
  }

  @Does('重新启用机器账户', 'Activate a machine again')
  @Post(':id/activation')
  @HttpCode(204)
  @AnswersStored(204)
  activate(@Param('id') id: string, @Intent() intent: HttpIntent) {
    return this.desk.activate(id, intent);
  }

  private async described(
    id: string,
    { label, publicKey, operators: ids, ...assignment }: MachineRequest,
    intent: HttpIntent,
  ) {
    const workplace = await this.workplaces.of(assignment.organisationId);
    const operators = await this.crews.of(ids);
    return { ...this.desk.about(id, intent), label, publicKey, operators, assignment, workplace };
  }
}
