import { auditedFacts } from '../audit';
import type { Case, Scene, Sent } from '../first-application/scene';
import { onceTaken, until, type Answer, type HttpClient } from '../http-client';
import { outcomeOf } from './key-in-use';

const APPLICATIONS = '/api/intake/v1/applications';

/** An enterprise that asks something of its key on line, by `…/<what>-request`, and reads in its case what has come of it. */
export class AskingOnLine {
  constructor(
    private readonly on: () => Scene,
    private readonly what: 'unlock' | 'revocation',
    private readonly request: object,
    readonly collected: Case & Sent,
  ) {}

  /** Of a key that was handed over just now its case hears a moment later. */
  asks(body: object = this.request, key?: string): Promise<Answer> {
    return onceTaken('the case knows that its key was collected', ['KeyNotCollected'], () =>
      this.http.post(this.route('request'), body, key === undefined ? {} : { key }),
    );
  }

  withdraws(): Promise<Answer> {
    return this.http.post(this.route('withdrawal'));
  }

  /** As the enterprise sees it in its case. */
  reads(label: string, times = 1): Promise<unknown> {
    return until(
      `the case says ${label}`,
      () => this.collected.application.timeline(),
      (said) => said.filter((each) => each.label === label).length === times,
    );
  }

  mailed(subject: RegExp) {
    return this.on().house.mailbox.awaits(this.collected.enterprise.registration.mail, subject);
  }

  route(step: 'request' | 'withdrawal', { application }: Case = this.collected): string {
    return `${APPLICATIONS}/${application.id}/${this.what}-${step}`;
  }

  /** How others fare with it, an enterprise whose key is not collected, and what is no request; and how many facts came of all that. */
  async inVain(waiting: Case & Sent, wrong: readonly object[]) {
    await this.on().world.settled?.();
    const before = await this.facts();
    const { provider, shanghai } = this.on().house;
    const tried = (http: HttpClient, step: 'request' | 'withdrawal', of?: Case) =>
      outcomeOf(http.post(this.route(step, of), step === 'request' ? this.request : {}));
    const each = async (http: HttpClient, of?: Case) => [
      await tried(http, 'request', of),
      await tried(http, 'withdrawal', of),
    ];
    return {
      anotherEnterprise: await each(waiting.enterprise.http),
      reviewer: await each(provider.reviewer.http),
      counter: await each(shanghai.counter.http),
      notCollected: await each(waiting.enterprise.http, waiting),
      wrong: await Promise.all(wrong.map((body) => outcomeOf(this.asks(body)))),
      facts: (await this.facts()) - before,
    };
  }

  private get http(): HttpClient {
    return this.collected.enterprise.http;
  }

  private async facts(): Promise<number> {
    const prefix = this.what === 'unlock' ? 'KeyUnlock' : 'KeyRevocation';
    const told = await auditedFacts(this.on().house.auditor.http, 'intake');
    return told.filter(({ type }) => type.startsWith(prefix)).length;
  }
}
