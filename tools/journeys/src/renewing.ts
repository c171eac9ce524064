import type { CertificateUse } from '@ekey/pki';
import { UpdateClient, type UpdateDelivery, type UpdateDoor, type UpdateStage } from '@ekey/soft-token';
import { isRefused, until, type Answer } from './http-client';
import type { KeyHolder } from './key-holder';
import type { Officer } from './officer';
import { sheet } from './sheets';

const RENEWALS = '/api/renewal/v1/renewals';
/** The four documents of a renewal. */
export const RENEWAL_SLOTS = ['application-form', 'seal-confirmation', 'business-licence', 'user-agreement'] as const;

export interface ShownRenewal {
  readonly renewalId: string;
  readonly status: { readonly code: string; readonly label: string };
  readonly key: { readonly serial: string; readonly notAfter: string };
  readonly newSerial: string | null;
  readonly nextRound: number;
  readonly due: { readonly dueOn: string } | null;
  readonly documents: readonly { readonly slot: string; readonly lack: string | null }[];
  readonly remarks: readonly {
    readonly remark: string | null;
    readonly reasons: readonly {
      readonly code: string;
      readonly target: string;
      readonly words: { readonly zh: string };
    }[];
  }[];
  readonly update: { readonly attempt: number; readonly confirmed: readonly string[]; readonly next: string } | null;
}

interface Possible {
  readonly commands: readonly { readonly command: string; readonly allowed: boolean }[];
}
export interface RenewalTimeline {
  readonly items: readonly { readonly code: string; readonly label: string; readonly detail: object }[];
  readonly position: string;
}

/** One renewal in the hands of whoever holds the key. */
export class Renewing implements UpdateDoor {
  private readonly place: string;

  private constructor(
    readonly holder: KeyHolder,
    readonly id: string,
    readonly formNumber: string,
    private revision: number,
  ) {
    this.place = `${RENEWALS}/${id}`;
  }

  static async starts(holder: KeyHolder): Promise<Renewing> {
    await holder.logIn();
    const { body, revision } = await holder.http.post<{ renewalId: string; formNumber: string }>(RENEWALS, {});
    return new Renewing(holder, body.renewalId, body.formNumber, revision);
  }

  /** From the log-in by the key to 审核通过. */
  static async isApproved(holder: KeyHolder, reviewer: Officer): Promise<Renewing> {
    const renewing = await Renewing.starts(holder);
    await renewing.isApprovedBy(reviewer);
    return renewing;
  }

  /** From the form, whatever it says by now, to 审核通过. */
  async isApprovedBy(reviewer: Officer): Promise<void> {
    await this.isPrepared();
    await this.confirms();
    await reviewer.awaits('renewal', this.id);
    await reviewer.passes('re-verification', this.id);
    await this.awaits('APPROVED');
  }

  /** Everything up to submit no. 2, on small sheets; the form as it was approved for the key. */
  async isPrepared(): Promise<void> {
    await this.wrote(this.holder.http.post(`${this.place}/form-submission`));
    await this.uploadsSheets();
  }

  async uploadsSheets(edition = 1): Promise<void> {
    for (const slot of RENEWAL_SLOTS) {
      const image = await sheet({ words: `${edition} ${slot} ${this.formNumber}` });
      const path = `${this.place}/documents/${slot}/pages/1`;
      await this.wrote(this.holder.http.put(path, image, { type: 'image/jpeg' }));
    }
  }

  /** Submit no. 2. */
  async confirms(): Promise<number> {
    const round = (await this.read()).nextRound;
    const body = { round, consents: await this.consents() };
    await this.wrote(this.holder.http.post(`${this.place}/submission`, body));
    return round;
  }

  /** Every consent that a submission needs, in its present version. */
  async consents(): Promise<readonly { readonly code: string; readonly version: number }[]> {
    const { http } = this.holder;
    const { consents } = (await http.get<{ consents: readonly { code: string; version: number }[] }>('/api/intake/v1/guidance')).body; // prettier-ignore
    return consents.map(({ code, version }) => ({ code, version }));
  }

  withdraws(): Promise<Answer> {
    return this.wrote(this.holder.http.post(`${this.place}/withdrawal`));
  }

  async read(): Promise<ShownRenewal> {
    return (await this.holder.http.get<ShownRenewal>(`${this.place}?atLeast=renewal:${this.revision}`)).body;
  }

  /** What may be done now. */
  async may(): Promise<readonly string[]> {
    const { body } = await this.holder.http.get<Possible>(`${this.place}/commands`);
    return body.commands.flatMap(({ command, allowed }) => (allowed ? [command] : []));
  }

  async timeline(query = ''): Promise<RenewalTimeline> {
    return (await this.holder.http.get<RenewalTimeline>(`${this.place}/timeline${query}`)).body;
  }

  awaits(code: string): Promise<ShownRenewal> {
    return until(
      `the renewal stands at ${code}`,
      () => this.read(),
      ({ status }) => status.code === code,
    );
  }

  /** Plugs the key in and updates it, or takes the update up where it was interrupted. */
  async updates(passed?: (stage: UpdateStage) => void | Promise<void>): Promise<void> {
    await new UpdateClient(this.holder.token, this.holder.pin, this, passed).run();
  }

  /** By the held key as long as that lets anybody in; once it was revoked, the new one does in a moment. */
  async open(): Promise<string | null> {
    try {
      await this.holder.logIn();
      const { body } = await this.holder.http.post<{ sessionId: string }>(`${this.place}/update-sessions`, {});
      return body.sessionId;
    } catch (error) {
      if (isRefused(error, 'AlreadyRenewed')) return null;
      await this.isOvertaken(error);
      return null;
    }
  }

  async request(session: string, use: CertificateUse, request: string): Promise<void> {
    await this.holder.http.put(`${this.place}/update-sessions/${session}/certificate-requests/${use}`, { request });
  }

  async delivery(session: string): Promise<UpdateDelivery> {
    const path = `${this.place}/update-sessions/${session}/delivery?wait=20`;
    return until(
      `certificates and seal of ${this.id} are delivered`,
      async () => (await this.holder.http.get<UpdateDelivery>(path)).body,
      ({ complete, refused }) => complete || refused.length > 0,
    );
  }

  async confirm(session: string, step: string, sha256: string): Promise<void> {
    await this.holder.http.put(`${this.place}/update-sessions/${session}/steps/${step}`, { sha256 });
  }

  async prove(session: string, proof: { readonly attempt: number; readonly signature: string }): Promise<void> {
    const proved = this.holder.http.post(`${this.place}/update-sessions/${session}/proof`, proof);
    // Whose answer was lost asks again, and may be nobody any more by then: the proof was taken.
    await proved.catch((error: unknown) => this.isOvertaken(error));
  }

  /** The held key was revoked: the new one is good, or will be in a moment. @throws whatever else has happened. */
  private async isOvertaken(error: unknown): Promise<void> {
    if (!isRefused(error, 'CertificateRevoked')) throw error;
    await until(
      'the new key lets its holder in',
      () => this.holder.logIn('next').catch(() => null),
      (session) => session !== null,
    );
  }

  private async wrote<Body>(answering: Promise<Answer<Body>>): Promise<Answer<Body>> {
    const answer = await answering;
    this.revision = Math.max(this.revision, answer.revision);
    return answer;
  }
}
