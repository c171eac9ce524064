import { Application } from './application';
import type { EnterpriseFacts, Person } from './cast';
import { HttpClient, Refused, until, type Answer } from './http-client';
import { rightIn, type Mailbox } from './mailbox';
import type { World } from './world';

const INTAKE = '/api/intake/v1';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface Begun {
  readonly applicationId: string;
  readonly formNumber: string;
}

export interface Registration {
  readonly loginName: string;
  readonly password: string;
  readonly userName: string;
  readonly mail: string;
}

/** Somebody's account, and what is done with it for an enterprise. */
export class Enterprise {
  readonly http: HttpClient;
  /** Where nobody is logged in yet. */
  private readonly door: HttpClient;

  private constructor(
    private readonly world: Pick<World, 'url' | 'transport'>,
    readonly facts: EnterpriseFacts,
    readonly registration: Registration,
  ) {
    this.http = new HttpClient(world.url, {}, world.transport);
    this.door = new HttpClient(world.url, {}, world.transport);
    this.http.renewBy(() => this.logIn());
  }

  /** Registers, confirms the address by the link that was mailed, and logs in. */
  static async registers(
    world: Pick<World, 'url' | 'transport'>,
    mailbox: Mailbox,
    facts: EnterpriseFacts,
    given: Partial<Registration> = {},
  ): Promise<Enterprise> {
    const { name, email } = facts.authorisedUser;
    const registration = {
      loginName: `u${facts.uscc.slice(-8).toLowerCase()}`,
      password: `一路平安 ${facts.uscc}`,
      userName: name,
      mail: email,
      ...given,
    };
    const enterprise = new Enterprise(world, facts, registration);
    await enterprise.http.post(`${INTAKE}/accounts`, registration);
    const mail = await mailbox.awaits(registration.mail, /邮箱|地址/);
    await enterprise.http.post(`${INTAKE}/address-confirmations`, rightIn(mail, 'confirm-address'));
    await enterprise.logIn();
    return enterprise;
  }

  /** Invites somebody, who follows the link that was mailed to him, and logs in. */
  async invites(mailbox: Mailbox, { name: userName, email: mail }: Person): Promise<Enterprise> {
    await this.http.post(`${INTAKE}/enterprises/${this.facts.uscc}/invitations`, { mail });
    const right = rightIn(await mailbox.awaits(mail, /邀请/), 'accept-invitation');
    const loginName = `g${this.facts.uscc.slice(-8).toLowerCase()}`;
    const registration = { loginName, password: `一路平安 ${mail}`, userName, mail };
    const { mail: _mail, ...credentials } = registration;
    const guest = new Enterprise(this.world, this.facts, registration);
    await guest.door.post(`${INTAKE}/invitations`, { ...right, ...credentials });
    await guest.logIn();
    return guest;
  }

  async logIn(): Promise<void> {
    const { loginName, password } = this.registration;
    const answer = await this.door.post<Tokens>(`${INTAKE}/sessions`, { loginName, password });
    this.http.authorise(answer.body.accessToken);
  }

  /** Begins a first application; with `copyFrom`, one that takes over form and scans of an ended one. */
  starts(given: { readonly copyFrom?: string } = {}): Promise<Application> {
    return this.applies({ kind: 'first', ...given });
  }

  /** Begins the application for one more key (增办). */
  adds(): Promise<Application> {
    return this.applies({ kind: 'additional' });
  }

  /**
   * Begins a replacement (补办) of the key with this number, or a change (变更) where what its certificate says has changed.
   * @param surplus numbers of keys that are given up beside it
   */
  replaces(number: string, ground: string, surplus: readonly string[] = []): Promise<Application> {
    const kind = ground === 'information-changed' ? 'change' : 'replacement';
    const givenUp = surplus.length > 0 ? { surplus } : {};
    return this.applies({ kind, replaces: { number, ground, ...givenUp } });
  }

  async applications(): Promise<readonly { readonly applicationId: string; readonly status: { code: string } }[]> {
    const answer = await this.http.get<{ items: [] }>(`${INTAKE}/applications`);
    return answer.body.items;
  }

  private async applies(asked: Readonly<Record<string, unknown>>): Promise<Application> {
    const asking = { uscc: this.facts.uscc, ...asked };
    const { body, revision } = await this.http.post<Begun>(`${INTAKE}/applications`, asking);
    return new Application(this.http, body.applicationId, body.formNumber, this.facts, revision);
  }
}

/** Waits until the public list of authorities names this one, since it lags a little behind its registration. */
export async function awaitAuthority(world: Pick<World, 'url' | 'transport'>, agencyId: string): Promise<void> {
  const http = new HttpClient(world.url, {}, world.transport);
  await until(
    'the authority is listed',
    () => http.get(`${INTAKE}/organisations`),
    ({ bytes }) => bytes.includes(agencyId),
  );
}

/** Status and code of the problem that something is refused with. @throws where it was not. */
export async function problemOf(attempt: Promise<unknown>): Promise<readonly [status: number, code: string]> {
  const { status, body } = await refusal(attempt);
  return [status, body.code];
}

/** The answer to something that is to be refused. @throws where it was not. */
export async function refusal(attempt: Promise<unknown>): Promise<Refused['answer']> {
  try {
    const answer = (await attempt) as Answer;
    throw new Error(`this should have been refused: ${answer?.status} ${JSON.stringify(answer?.body)}`);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}
