import { Application } from './application';
import type { EnterpriseFacts } from './cast';
import { HttpClient, Refused, until, type Answer } from './http-client';
import { rightIn, type Mailbox } from './mailbox';
import type { World } from './world';

const INTAKE = '/api/intake/v1';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
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

  private constructor(
    world: Pick<World, 'url' | 'transport'>,
    readonly facts: EnterpriseFacts,
    readonly registration: Registration,
  ) {
    this.http = new HttpClient(world.url, {}, world.transport);
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

  async logIn(): Promise<void> {
    const { loginName, password } = this.registration;
    this.http.authorise(undefined);
    const answer = await this.http.post<Tokens>(`${INTAKE}/sessions`, { loginName, password });
    this.http.authorise(answer.body.accessToken);
  }

  /** Begins a first application; with `copyFrom`, one that takes over form and scans of an ended one. */
  async starts(given: { readonly copyFrom?: string } = {}): Promise<Application> {
    const body = { kind: 'first', uscc: this.facts.uscc, ...given };
    const answer = await this.http.post<{ applicationId: string; formNumber: string }>(`${INTAKE}/applications`, body);
    return new Application(this.http, answer.body.applicationId, answer.body.formNumber, this.facts, answer.revision);
  }

  /** Begins the application for one more key (增办). */
  async adds(): Promise<Application> {
    const body = { kind: 'additional', uscc: this.facts.uscc };
    const answer = await this.http.post<{ applicationId: string; formNumber: string }>(`${INTAKE}/applications`, body);
    return new Application(this.http, answer.body.applicationId, answer.body.formNumber, this.facts, answer.revision);
  }

  /** Begins a replacement (补办) of the key with this number, or a change (变更) where what its certificate says has changed. */
  async replaces(number: string, ground: string): Promise<Application> {
    const { uscc } = this.facts;
    const kind = ground === 'information-changed' ? 'change' : 'replacement';
    const body = { kind, uscc, replaces: { number, ground } };
    const answer = await this.http.post<{ applicationId: string; formNumber: string }>(`${INTAKE}/applications`, body);
    return new Application(this.http, answer.body.applicationId, answer.body.formNumber, this.facts, answer.revision);
  }

  async applications(): Promise<readonly { readonly applicationId: string; readonly status: { code: string } }[]> {
    const answer = await this.http.get<{ items: [] }>(`${INTAKE}/applications`);
    return answer.body.items;
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
