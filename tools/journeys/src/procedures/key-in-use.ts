import { Refused, until, HttpClient, type Answer } from '../http-client';
import type { KeyOffice, KeyPerson } from '../key-office';
import type { MadeKey } from '../line';
import { Reliance, serialIn, type Told } from '../reliance';
import { ShippingDesk } from '../shipping-desk';

const API = '/api/issuance/v1';

/** What everybody is told of both certificates of a key, and where its token is. */
export interface Standing {
  readonly told: Told;
  readonly token: string;
}

/** A key that was made, as those see it who rely on it, and as officers do something about it. */
export class KeyInUse {
  constructor(
    protected readonly office: KeyOffice,
    readonly caseId: string,
    readonly key: MadeKey,
  ) {}

  static async collected(office: KeyOffice, count: number): Promise<KeyInUse[]> {
    return (await office.collected(count)).map(({ caseId, key }) => new KeyInUse(office, caseId, key));
  }

  get tokenSerial(): string {
    return this.key.token.serialNumber;
  }

  /** Of either certificate the number names the key. */
  place(step: string): string {
    return `${API}/certificates/${serialIn(this.key.token, step.length % 2 === 0 ? 'signing' : 'encryption')}/${step}`;
  }

  post<Body>(person: KeyPerson, step: string, body: object = {}, key?: string): Promise<Answer<Body>> {
    return this.office.as(person).http.post<Body>(this.place(step), body, key === undefined ? {} : { key });
  }

  /** How that ends: the status, and the code of a problem behind it. */
  outcome(...of: Parameters<KeyInUse['post']>): Promise<string> {
    return outcomeOf(this.post(...of));
  }

  tokenStatus(): Promise<string> {
    const { http, id } = this.office.as('shippingDesk');
    return new ShippingDesk(http, id).tokenStatus(this.tokenSerial);
  }

  tokenIs(status: string): Promise<string> {
    return until(
      `the token is ${status}`,
      () => this.tokenStatus(),
      (told) => told === status,
    );
  }

  async becomes({ told, token }: Standing): Promise<void> {
    await new Reliance(new HttpClient(this.office.url)).isTold(this.key, told);
    await this.tokenIs(token);
  }
}

/** `204` where it was done, `409 NotReturnable` where it was refused so. */
export const outcomeOf = (attempt: Promise<Answer>): Promise<string> =>
  attempt.then(
    ({ status }) => String(status),
    (error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      return `${error.answer.status} ${error.answer.body.code}`;
    },
  );
