import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  Answers,
  AnswersNothing,
  Does,
  jwks,
  ACCESS_LOG,
  Caller,
  HttpIntent,
  Intent,
  unauthenticated,
  type AccessLog,
  type OpenSession,
} from '@ekey/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { session as sessionAnswer } from './accounts.answers';
import { logInFailed } from './accounts.problems';
import { logIn, refresh, type LogIn, type Refresh } from './accounts.requests';
import { SessionTokens } from './session-tokens';
import { UserAccounts, type KnownUser } from './user-accounts';

/** How enterprise users get in and out. */
@Controller('api/intake/v1')
export class SessionsController {
  constructor(
    private readonly users: UserAccounts,
    private readonly tokens: SessionTokens,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  @Does('用用户名和密码登录', 'Log in with user name and password')
  @Post('sessions')
  @Answers(201, sessionAnswer)
  async logIn(
    @Body({ schema: logIn }) { loginName, password, cookies }: LogIn,
    @Intent() { now }: HttpIntent,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const record = (id: string, outcome: 'granted' | 'refused'): Promise<void> =>
      this.accessLog.record({
        ...{ service: 'intake', action: 'session.begin', subject: id, purpose: 'log-in', outcome },
        caller: { kind: 'enterprise', id, roles: [] },
      });
    try {
      const session = await this.begun(await this.users.byPassword(loginName, password, request.ip, now), now);
      await record(session.accountId, 'granted');
      return await this.tokens.told(session, cookies, reply);
    } catch (refusal) {
      await record(`name:${this.users.streamOf(loginName).slice(0, 16)}`, 'refused');
      throw refusal;
    }
  }

  @Does('换取新的令牌，延续登录', 'Stay logged in: new tokens for the refresh token')
  @Post('sessions/refresh')
  @HttpCode(200)
  @Answers(200, sessionAnswer)
  async refresh(
    @Body({ schema: refresh }) body: Refresh,
    @Intent() { now }: HttpIntent,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const token = body.refreshToken ?? this.tokens.refreshTokenOf(request);
    const session = token === undefined ? null : await this.tokens.refresh(token, now);
    if (session === null || (await this.users.byId(session.accountId)) === null) throw unauthenticated();
    return this.tokens.told(session, body.refreshToken === undefined, reply);
  }

  @Does('退出登录', 'Log out')
  @Delete('sessions/current')
  @HttpCode(204)
  @AnswersNothing(204)
  async logOut(@Caller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.tokens.end(caller, reply);
  }

  @Does('验证令牌签名的公钥（RFC 7517）', 'The public keys by which our tokens are checked (RFC 7517)')
  @Get('jwks')
  @Answers(200, jwks)
  jwks() {
    return this.tokens.jwks();
  }

  /** Who changed the password while it was looked at has ended every session, and could not find this one. @throws Problem LogInFailed */
  private async begun({ accountId, account }: KnownUser, now: string): Promise<OpenSession> {
    const session = await this.tokens.begin(accountId, now);
    const known = await this.users.byId(accountId);
    if (known?.account.passwordHash === account.passwordHash) return session;
    await this.tokens.cancel(session);
    throw logInFailed();
  }
}
