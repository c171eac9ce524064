import { Body, Controller, Header, HttpCode, Post, Put, Req } from '@nestjs/common';
import { Answers, AnswersStored, Commands, Does, HttpIntent, Intent, stored } from '@ekey/platform';
import type { FastifyRequest } from 'fastify';
import { hashPassword, newTotpSecret, otpauthUri } from '../staff-member/credentials';
import { HandleStaffMember } from '../staff-member/staff-member.handler';
import {
  confirmationRequest,
  enrolmentRequest,
  passwordRequest,
  type ConfirmationRequest,
  type EnrolmentRequest,
  type PasswordRequest,
} from './sessions.requests';
import { enrolment, tokens as tokensAnswer } from './staff.answers';
import { staffProblems } from './staff.problems';
import { StaffTokens } from './staff-tokens';

/** The first log-in: a password of one's own, a second factor, and the proof that it works. */
@Controller('api/review/v1')
export class EnrolmentsController {
  constructor(
    private readonly commands: Commands,
    private readonly tokens: StaffTokens,
  ) {}

  /** Until it is confirmed the exchange may be made anew. */
  @Does(
    '首次登录：用一次性密码设定本人密码，取得动态口令密钥',
    'First log-in: a password of one’s own and a second factor for the one-time password',
  )
  @Post('enrolments')
  @Header('cache-control', 'no-store')
  @AnswersStored(201, enrolment)
  async start(
    @Body({ schema: enrolmentRequest }) body: EnrolmentRequest,
    @Intent() intent: HttpIntent,
    @Req() { ip: address }: FastifyRequest,
  ) {
    const given = { login: body.login, password: body.oneTimePassword, address };
    const found = await this.tokens.logIn.byOneTimePassword(given, intent.now);
    const { staffId } = await this.tokens.recognised(found, 'enrolment.start');
    const passwordHash = await hashPassword(body.password);
    const data = { passwordHash, totpSecret: newTotpSecret(), now: intent.now };
    const command = { type: 'StartEnrolment', data } as const;
    const envelope = intent.envelope({ sent: body });
    const outcome = await this.commands.send(HandleStaffMember, staffId, command, envelope, staffProblems);
    // A repeat is told the secret that the first try has stored.
    const started = outcome.facts.find((fact) => fact.type === 'EnrolmentStarted');
    const totpSecret = started?.data.totpSecret ?? data.totpSecret;
    return stored(outcome, { totpSecret, otpauthUri: otpauthUri(body.login, totpSecret) });
  }

  @Does('验证动态口令，完成首次登录', 'Prove the second factor, which ends the enrolment and begins the first session')
  @Post('enrolments/confirmation')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Answers(200, tokensAnswer)
  async confirm(
    @Body({ schema: confirmationRequest }) body: ConfirmationRequest,
    @Intent() intent: HttpIntent,
    @Req() { ip: address }: FastifyRequest,
  ) {
    const found = await this.tokens.logIn.byBothFactors({ ...body, address }, intent.now, 'enrolling');
    const { staffId, revision } = await this.tokens.recognised(found, 'enrolment.confirm');
    const envelope = intent.envelope({ sent: { login: body.login }, expectedRevision: revision });
    const command = { type: 'ConfirmEnrolment', data: { now: intent.now } } as const;
    const enrolled = await this.commands.send(HandleStaffMember, staffId, command, envelope, staffProblems);
    const known = { staffId, revision: enrolled.revision };
    const { sessionId: _sessionId, ...tokens } = await this.tokens.begin(known, intent.now);
    return tokens;
  }

  /** Every session of the account ends. */
  @Does('凭密码和动态口令设定新密码', 'A new password, for who proves both factors')
  @Put('password')
  @HttpCode(204)
  @AnswersStored(204)
  async changePassword(
    @Body({ schema: passwordRequest }) body: PasswordRequest,
    @Intent() intent: HttpIntent,
    @Req() { ip: address }: FastifyRequest,
  ) {
    const found = await this.tokens.logIn.byBothFactors({ ...body, address }, intent.now);
    const { staffId, revision } = await this.tokens.recognised(found, 'password.change');
    const passwordHash = await hashPassword(body.newPassword);
    const envelope = intent.envelope({ sent: body, expectedRevision: revision });
    const command = { type: 'ChangePassword', data: { passwordHash, now: intent.now } } as const;
    const outcome = await this.commands.send(HandleStaffMember, staffId, command, envelope, staffProblems);
    await this.tokens.sessions.endAll(staffId);
    return stored(outcome);
  }
}
