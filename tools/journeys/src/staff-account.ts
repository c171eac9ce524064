import { generate } from 'otplib';
import { HttpClient, Refused, type Answer } from './http-client';
import type { World } from './world';

const REVIEW = '/api/review/v1';
const STEP_SECONDS = 30;
/** A code of the step before or after the present one is good too (RFC 6238 §5.2). */
const STEPS_AHEAD = 1;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly staff: { readonly staffId: string };
}

/** The account of a member of staff: a password of his own and an authenticator in his pocket. */
export class StaffAccount {
  readonly http: HttpClient;
  /** Where he is not logged in yet. */
  private readonly door: HttpClient;
  private secret = '';
  private lastStep = 0;
  private refreshToken = '';
  private staffId = '';

  private constructor(
    private readonly world: Pick<World, 'url' | 'transport' | 'now'>,
    readonly login: string,
    private readonly password: string,
  ) {
    this.http = new HttpClient(world.url, {}, world.transport);
    this.door = new HttpClient(world.url, {}, world.transport);
    this.http.renewBy(() => this.renew());
  }

  /** The first log-in: the one-time password is exchanged, the authenticator set up and proved. */
  static async enrol(
    world: Pick<World, 'url' | 'transport' | 'now'>,
    first: { readonly login: string; readonly oneTimePassword: string },
  ): Promise<StaffAccount> {
    const { login, oneTimePassword } = first;
    const account = new StaffAccount(world, login, `a sentence that ${login} keeps`);
    const { password } = account;
    const started = await account.door.post<{ totpSecret: string }>(`${REVIEW}/enrolments`, {
      login,
      oneTimePassword,
      password,
    });
    account.secret = started.body.totpSecret;
    const code = await account.code();
    account.accept(await account.door.post<Tokens>(`${REVIEW}/enrolments/confirmation`, { login, password, code }));
    return account;
  }

  /** The opaque id under which the log knows him. */
  get id(): string {
    return this.staffId;
  }

  async logIn(): Promise<void> {
    const { login, password } = this;
    this.accept(await this.door.post<Tokens>(`${REVIEW}/sessions`, { login, password, code: await this.code() }));
  }

  /** The next code of the authenticator: none is good twice. Waits where the next one is not good yet. */
  async code(): Promise<string> {
    const step = Math.max(this.stepNow(), this.lastStep + 1);
    while (step > this.stepNow() + STEPS_AHEAD) await new Promise((resolve) => setTimeout(resolve, 500));
    this.lastStep = step;
    return generate({ secret: this.secret, epoch: step * STEP_SECONDS });
  }

  private async renew(): Promise<void> {
    try {
      const { refreshToken } = this;
      this.accept(await this.door.post<Tokens>(`${REVIEW}/sessions/refresh`, { refreshToken }));
    } catch (error) {
      if (!(error instanceof Refused) || error.answer.status !== 401) throw error;
      await this.logIn();
    }
  }

  private accept({ body }: Answer<Tokens>): void {
    this.http.authorise(body.accessToken);
    this.refreshToken = body.refreshToken;
    this.staffId = body.staff.staffId;
  }

  private stepNow(): number {
    return Math.floor(Date.parse(this.world.now()) / 1000 / STEP_SECONDS);
  }
}
