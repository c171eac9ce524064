import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  Answers,
  AnswersNothing,
  Caller,
  Commands,
  CONFIG,
  Does,
  HttpIntent,
  Intent,
  jwks,
  SessionCookies,
  SESSIONS,
  unauthenticated,
  type Config,
  type SessionStore,
} from '@ekey/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assertedMachine } from '../staff-member/machine-assertion';
import {
  logInRequest,
  machineSessionRequest,
  refreshRequest,
  type LogInRequest,
  type MachineSessionRequest,
  type RefreshRequest,
} from './sessions.requests';
import { machineSession, staffSession } from './staff.answers';
import { assertionRefused } from './staff.problems';
import { StaffTokens } from './staff-tokens';

/** Where a browser sends its refresh token, and nowhere else. */
const REFRESH_PATH = '/api/review/v1/sessions';

/** How staff and machines get in and out. */
@Controller('api/review/v1')
export class SessionsController {
  constructor(
    private readonly commands: Commands,
    private readonly tokens: StaffTokens,
    @Inject(SESSIONS) private readonly store: SessionStore,
    private readonly cookies: SessionCookies,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Does('用密码和动态口令登录', 'Log in with password and one-time code')
  @Post('sessions')
  @Answers(201, staffSession)
  async logIn(
    @Body({ schema: logInRequest }) { login, password, code, cookies }: LogInRequest,
    @Intent() { now }: HttpIntent,
    @Req() { ip: address }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.tokens.logIn.byBothFactors({ login, password, code, address }, now);
    const recognised = await this.tokens.recognised(found, 'session.begin');
    return this.told(await this.tokens.begin(recognised, now), cookies, reply);
  }

  @Does('换取新的令牌，延续登录', 'Stay logged in: new tokens for the refresh token')
  @Post('sessions/refresh')
  @HttpCode(200)
  @Answers(200, staffSession)
  async refresh(
    @Body({ schema: refreshRequest }) body: RefreshRequest,
    @Intent() { now }: HttpIntent,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = body.refreshToken ?? this.cookies.refreshTokenOf(request);
    if (token === undefined) throw unauthenticated();
    const tokens = await this.tokens.refreshed(token, now);
    return this.told(tokens, body.refreshToken === undefined, reply);
  }

  @Does('退出登录', 'Log out')
  @Delete('sessions/current')
  @HttpCode(204)
  @AnswersNothing(204)
  async logOut(@Caller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (caller.sessionId !== undefined) await this.tokens.sessions.end(caller.id, caller.sessionId);
    this.cookies.end(reply, REFRESH_PATH);
  }

  @Does('机器登录：以签名断言换取令牌', 'A machine’s way in: a signed assertion for a token')
  @Post('machine-sessions')
  @Answers(201, machineSession)
  async machine(@Body({ schema: machineSessionRequest }) body: MachineSessionRequest, @Intent() { now }: HttpIntent) {
    const found = await assertedMachine(body.assertion, now, { commands: this.commands, sessions: this.store });
    const outcome = found === null ? 'refused' : 'granted';
    await this.tokens.record('machine', found?.machineId ?? 'unknown', 'machine-session.begin', outcome);
    if (found === null) throw assertionRefused();
    return this.tokens.beginOfMachine(found, now);
  }

  @Does('验证令牌签名的公钥（RFC 7517）', 'The public keys by which our tokens are checked (RFC 7517)')
  @Get('jwks')
  @Answers(200, jwks)
  jwks() {
    return this.tokens.jwks();
  }

  /** The tokens, in cookies where the browser is to keep them. */
  private told(tokens: Awaited<ReturnType<StaffTokens['begin']>>, inCookies: boolean, reply: FastifyReply) {
    const { sessionId, ...told } = tokens;
    if (!inCookies) return told;
    const { accessToken, refreshToken, expiresIn, staff } = told;
    const seconds = this.config.REFRESH_TOKEN_HOURS * 3_600;
    const refresh = { token: refreshToken, seconds, path: REFRESH_PATH };
    this.cookies.begin(reply, { sessionId, accessToken, accessSeconds: expiresIn, refresh });
    return { expiresIn, staff };
  }
}
