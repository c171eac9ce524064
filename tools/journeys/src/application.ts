import { SLOTS, type Slot } from '@ekey/contracts';
import type { EnterpriseFacts } from './cast';
import { type HttpClient, until, type Answer } from './http-client';
import { sheet } from './sheets';

const INTAKE = '/api/intake/v1';

export type Printout = 'application-form' | 'seal-confirmation' | 'power-of-attorney' | 'user-agreement';

/** Where a key is asked for and where it will be collected. */
export interface Destination {
  readonly id: string;
  readonly pickupPointId: string;
}

export interface SubmittedForm {
  readonly formNumber: string;
  readonly formVersion: number;
  readonly shortHash: string;
  /** Slots whose scans no longer fit. */
  readonly outdated: readonly Slot[];
}

export interface ShownApplication {
  readonly applicationId: string;
  readonly kind: string;
  readonly replaces: { readonly number: string; readonly ground: string } | null;
  readonly status: { readonly code: string; readonly label: string };
  readonly turn: string;
  readonly due: { readonly stage: string; readonly dueOn: string; readonly breached: boolean } | null;
  readonly nextRound: number;
  readonly form: { readonly open: boolean; readonly rejected: boolean; readonly version: number | null };
  readonly documents: readonly {
    readonly slot: Slot;
    readonly version: number;
    readonly lack: string | null;
    readonly qr: string;
    readonly pages: readonly { readonly page: number; readonly warnings: readonly string[] }[];
  }[];
  readonly readyDocuments: number;
  readonly remarks: readonly {
    readonly round: number | null;
    readonly stage: string;
    readonly reasons: readonly { readonly code: string; readonly zh: string }[];
    readonly remark: string | null;
  }[];
  readonly collection: { readonly pickupPointId: string; readonly papers: readonly string[] } | null;
  readonly parcel: { readonly carrier: string; readonly trackingNumber: string } | null;
  readonly expiresOn: string | null;
}

/** One case in the hands of its applicant. */
export class Application {
  private readonly place: string;

  /** @param revision of what its applicant has written last: what he reads must have seen it. */
  constructor(
    readonly http: HttpClient,
    readonly id: string,
    readonly formNumber: string,
    private readonly facts: EnterpriseFacts,
    private revision = 0,
  ) {
    this.place = `${INTAKE}/applications/${id}`;
  }

  /** Every answer of the form for this enterprise. */
  draft({ id, pickupPointId }: Destination): Record<string, unknown> {
    const { uscc, nameCn, nameEn, registeredAddress, legalRepresentative, authorisedUser } = this.facts;
    return {
      licenceTypes: ['import', 'automatic-import-machinery'],
      agencyId: id,
      pickupPointId,
      nameCn,
      nameEn,
      uscc,
      legalRep: {
        name: legalRepresentative.name,
        idType: legalRepresentative.idType,
        idNumber: legalRepresentative.idNumber,
      },
      enterpriseType: '有限责任公司（自然人投资或控股）',
      registeredAddress,
      postcode: '200120',
      agent: { ...authorisedUser, department: '单证部', position: '单证员' },
      seal: { name: nameCn, type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
    };
  }

  /** What stands in the form by now. */
  async saved(): Promise<Readonly<Record<string, unknown>> | null> {
    const place = `${this.place}/form?atLeast=intake:${this.revision}`;
    return (await this.http.get<{ draft: Readonly<Record<string, unknown>> | null }>(place)).body.draft;
  }

  fills(draft: Record<string, unknown>, options: { readonly ifMatch?: number } = {}): Promise<Answer> {
    return this.wrote(this.http.put(`${this.place}/form`, draft, options));
  }

  /** Submit no. 1. */
  async submitsForm(): Promise<SubmittedForm> {
    return (await this.wrote(this.http.post<SubmittedForm>(`${this.place}/form-submission`))).body;
  }

  reopensForm(): Promise<Answer> {
    return this.wrote(this.http.post(`${this.place}/form-reopening`));
  }

  /** PDF, A4. */
  async printout(kind: Printout): Promise<Buffer> {
    return (await this.http.get(`${this.place}/printouts/${kind}.pdf`)).bytes;
  }

  uploads(slot: Slot, image: Buffer, page = 1, type = 'image/jpeg'): Promise<Answer<{ version: number; qr: string }>> {
    return this.wrote(this.http.put(`${this.place}/documents/${slot}/pages/${page}`, image, { type }));
  }

  removes(slot: Slot, page: number): Promise<Answer> {
    return this.wrote(this.http.delete(`${this.place}/documents/${slot}/pages/${page}`));
  }

  /** A small sheet for each of these slots; `edition` makes the image another one. */
  async uploadsSheets(slots: readonly Slot[] = SLOTS, edition = 1): Promise<void> {
    for (const slot of slots) await this.uploads(slot, await sheet({ words: `${edition} ${slot} ${this.formNumber}` }));
  }

  /** Submit no. 2: with every consent in its present wording. @returns the round that begins. */
  async confirms(options: { readonly round?: number; readonly key?: string } = {}): Promise<number> {
    const round = options.round ?? (await this.read()).nextRound;
    const body = { round, consents: await this.consents() };
    const key = options.key === undefined ? {} : { key: options.key };
    return (await this.wrote(this.http.post<{ round: number }>(`${this.place}/submission`, body, key))).body.round;
  }

  /** Every consent that a submission needs, in its present version. */
  async consents(): Promise<readonly { readonly code: string; readonly version: number }[]> {
    const { consents } = (
      await this.http.get<{ consents: readonly { code: string; version: number }[] }>(`${INTAKE}/guidance`)
    ).body;
    return consents.map(({ code, version }) => ({ code, version }));
  }

  /** Everything up to and with submit no. 2, on small sheets. */
  async isPrepared(destination: Destination, further: Record<string, unknown> = {}): Promise<void> {
    await this.fills({ ...this.draft(destination), ...further });
    await this.submitsForm();
    await this.uploadsSheets();
  }

  /** The lost key was found: the hold on it goes, and the application. */
  findsKeyAgain(): Promise<Answer> {
    return this.wrote(this.http.post(`${this.place}/loss-withdrawal`));
  }

  withdraws(): Promise<Answer> {
    return this.wrote(this.http.post(`${this.place}/withdrawal`));
  }

  async read(): Promise<ShownApplication> {
    return (await this.http.get<ShownApplication>(`${this.place}?atLeast=intake:${this.revision}`)).body;
  }

  /** Follows the case until it stands so, as code and as label. */
  awaits(code: string, label?: string): Promise<ShownApplication> {
    return until(
      `${this.id} stands at ${code}${label === undefined ? '' : ` (${label})`}`,
      () => this.read(),
      ({ status }) => status.code === code && (label === undefined || status.label === label),
    );
  }

  /** What may be done now. */
  async mayDo(): Promise<readonly string[]> {
    const path = `${this.place}/commands`;
    const { commands } = (await this.http.get<{ commands: readonly { command: string; allowed: boolean }[] }>(path))
      .body;
    return commands.filter(({ allowed }) => allowed).map(({ command }) => command);
  }

  async timeline(): Promise<
    readonly { readonly source: string; readonly code: string; readonly label: string; readonly at: string }[]
  > {
    return (await this.http.get<{ items: [] }>(`${this.place}/timeline`)).body.items;
  }

  correctsContact(mail: string): Promise<Answer> {
    return this.wrote(this.http.put(`${this.place}/contact`, { mail }));
  }
  asksForActivationMail(): Promise<Answer> {
    return this.http.post(`${this.place}/activation-mails`);
  }

  private async wrote<Body>(answering: Promise<Answer<Body>>): Promise<Answer<Body>> {
    const answer = await answering;
    this.revision = Math.max(this.revision, answer.revision);
    return answer;
  }
}
