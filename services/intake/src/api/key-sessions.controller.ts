import { Body, Controller, Header, Inject, Post, Req } from '@nestjs/common';
import { ACCESS_LOG, Answers, CONFIG, Does, HttpIntent, Intent, type AccessLog, type Config } from '@ekey/platform';
import type { FastifyRequest } from 'fastify';
import { keyChallenge, keySession } from './accounts.answers';
import { keyLogIn, type KeyLogInRequest } from './accounts.requests';
import { KeyChallenges } from './key-challenges';
import { KeyLogIn } from './key-log-in';
import { pageNotKnown } from './key-log-in.problems';
import { KeySessions, type KeySession } from './key-sessions';

/** How the holder of a key gets in: a nonce of ours, signed in the token. */
@Controller('api/intake/v1')
export class KeySessionsController {
  private readonly portal: string;
  /** Whoever stands between a holder and us in another's name asks for himself, and his page stands in what is signed. */
  private readonly ourPages: readonly string[];

  constructor(
    private readonly challenges: KeyChallenges,
    private readonly logIns: KeyLogIn,
    private readonly sessions: KeySessions,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
    @Inject(CONFIG) { PORTAL_URL, CORS_ORIGINS }: Config,
  ) {
    this.portal = new URL(PORTAL_URL).origin;
    this.ourPages = [this.portal, ...CORS_ORIGINS];
  }

  @Does('获取电子钥匙登录的随机数', 'A challenge for the log-in with a key: good once, for two minutes')
  @Post('key-challenges')
  @Header('cache-control', 'no-store')
  @Answers(201, keyChallenge)
  ask(@Req() request: FastifyRequest, @Intent() { now }: HttpIntent) {
    const origin = this.originOf(request);
    if (!this.ourPages.includes(origin)) throw pageNotKnown();
    return this.challenges.ask(origin, now);
  }

  @Does('用电子钥匙登录', 'Log in with a key: its signing certificate, and its signature over the challenge')
  @Post('key-sessions')
  @Header('cache-control', 'no-store')
  @Answers(201, keySession)
  async logIn(
    @Body({ schema: keyLogIn }) body: KeyLogInRequest,
    @Req() request: FastifyRequest,
    @Intent() { now }: HttpIntent,
  ) {
    const session = await this.begun(body, this.originOf(request), now);
    return this.sessions.told(session);
  }

  private async begun(body: KeyLogInRequest, origin: string, now: string): Promise<KeySession> {
    const record = (id: string, outcome: 'granted' | 'refused'): Promise<void> =>
      this.accessLog.record({
        ...{ service: 'intake', action: 'key-session.begin', subject: id, purpose: 'log-in', outcome },
        caller: { kind: 'enterprise', id, roles: [] },
      });
    try {
      const session = await this.logIns.begin(body, origin, now);
      await record(`key-${session.key.serial}`, 'granted');
      return session;
    } catch (refusal) {
      await record(`challenge:${body.nonce.slice(0, 16)}`, 'refused');
      throw refusal;
    }
  }

  /** The page that asks, as its browser says; whoever is no page stands for the portal. */
  private originOf({ headers }: FastifyRequest): string {
    return headers.origin ?? this.portal;
  }
}
