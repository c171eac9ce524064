import {
  enterprise as factsOf,
  type Application,
  type Enterprise,
  type House,
  type HttpClient,
  type Printout,
  type SubmittedForm,
} from '@ekey/journeys';
import { SLOTS, type Slot } from '@ekey/contracts';
import { Application as ApplicationOf } from '@ekey/journeys';
import type { WorkList } from './work-list';
import type { Stopwatch } from './stopwatch';

const INTAKE = '/api/intake/v1/applications';
const ORDERS = '/api/issuance/v1/orders';
const REVIEW = '/api/review/v1/cases';

/** What the cases share: desks, work lists, and what they are measured with. */
export interface Floor {
  readonly house: House;
  readonly lists: {
    readonly preVerification: WorkList;
    readonly reVerification: WorkList;
    readonly provider: WorkList;
    readonly counter: WorkList;
  };
  readonly consents: readonly { readonly code: string; readonly version: number }[];
  /** A page as it is sent; no two of a case the same. */
  readonly page: (slot: Slot, form: SubmittedForm) => Promise<Buffer>;
  /** What an applicant does before the case is begun. */
  readonly arrives: (applicant: Enterprise, watch: Stopwatch) => Promise<unknown>;
  /** What the enterprise prints once its form is submitted. */
  readonly printouts: readonly Printout[];
  /** A token in the hands of the line. */
  readonly key: (tokenSerial: string) => Promise<KeyInHand>;
  readonly watch: Stopwatch;
}

/** What of a floor is real, or stands for it. */
export type Papers = Pick<Floor, 'arrives' | 'printouts' | 'page' | 'key'>;

/** A token with two key pairs. */
export interface KeyInHand {
  readonly requests: Readonly<Record<'signing' | 'encryption', string>>;
  /** Writes what was delivered into the token. @returns what the check reads back from it. */
  readonly readBack: (delivery: Delivery) => Promise<object>;
}

/** What the line writes into a token. */
export interface Delivery {
  readonly certificates: Readonly<Record<'signing' | 'encryption', string>>;
  readonly seal: { readonly bytes: string };
  readonly nonce: string;
}

/** One case from the first page of the form to the key in hand, every command of it an HTTP request. */
export class CaseRun {
  private application!: Application;

  constructor(
    private readonly floor: Floor,
    private readonly applicant: Enterprise,
    private readonly number: number,
  ) {}

  /** By what the case is known, once it was begun. */
  get is(): { readonly caseId: string; readonly uscc: string; readonly formNumber: string } {
    const { id: caseId, formNumber } = this.application;
    return { caseId, formNumber, uscc: factsOf(this.number).uscc };
  }

  async run(): Promise<void> {
    await this.prepares();
    await this.submits();
    await this.isReviewed();
    await this.isMade();
    await this.isCollected();
  }

  /** Everything up to the submission. */
  async prepares(): Promise<void> {
    const { house, watch, page, printouts } = this.floor;
    const facts = factsOf(this.number);
    const { http } = this.applicant;
    await this.floor.arrives(this.applicant, watch);
    const begun = await watch.step('start', () =>
      http.post<{ applicationId: string; formNumber: string }>(INTAKE, { kind: 'first', uscc: facts.uscc }),
    );
    const { applicationId, formNumber } = begun.body;
    this.application = new ApplicationOf(http, applicationId, formNumber, facts);
    await watch.step('form', () => this.application.fills(this.application.draft(house.shanghai)));
    const form = await watch.step('form-submission', () => this.application.submitsForm());
    for (const kind of printouts) await watch.step('printout', () => this.application.printout(kind));
    for (const slot of SLOTS) {
      const image = await page(slot, form);
      await watch.step('page', () => this.application.uploads(slot, image));
    }
  }

  async submits(): Promise<void> {
    const { watch, consents } = this.floor;
    const place = `${INTAKE}/${this.application.id}/submission`;
    await watch.step('submission', () => this.applicant.http.post(place, { round: 1, consents }));
  }

  private async isReviewed(): Promise<void> {
    const { house, lists } = this.floor;
    await lists.preVerification.awaits(this.application.id);
    await this.isPassed(house.shanghai.officer.http, 'pre-verification', {});
    await lists.reVerification.awaits(this.application.id);
    await this.isPassed(house.provider.reviewer.http, 're-verification', { sealImpressionUsable: false });
  }

  private async isPassed(officer: HttpClient, stage: string, more: object): Promise<void> {
    const { watch } = this.floor;
    const place = `${REVIEW}/${this.application.id}`;
    await watch.step('claim', () => officer.post(`${place}/claim`));
    await officer.get(place);
    const marks = ['form', ...SLOTS].map((target) => ({ target, verdict: 'ok' }));
    await watch.step('marks', () => officer.put(`${place}/marks`, { round: 1, marks }));
    await watch.step(stage, () => officer.post(`${place}/${stage}`, { round: 1, verdict: 'pass', ...more }));
  }

  private async isMade(): Promise<void> {
    const { house, lists, watch } = this.floor;
    const { maker, checker, shippingDesk } = house.provider;
    const { id } = this.application;
    const place = `${ORDERS}/${id}`;
    const tokenSerial = this.tokenSerial;
    await lists.provider.awaits(id, { nextStep: 'start-production' });
    await watch.step('token', () => shippingDesk.stocks(tokenSerial, checker.id));
    await watch.step('production', () => maker.start(id, tokenSerial));
    const key = await this.floor.key(tokenSerial);
    for (const use of ['signing', 'encryption'] as const) {
      const request = key.requests[use];
      await watch.step('certificate', () => maker.http.post(`${place}/certificate-requests?wait=0`, { use, request }));
    }
    const delivery = await this.delivered(maker.http);
    await watch.step('pin-letter', () => maker.sendPinLetter(id, `L-${tokenSerial}`));
    const read = await key.readBack(delivery);
    await watch.step('quality-check', () => checker.http.post(`${place}/quality-check`, read));
  }

  /** Waits until the seal is there, which is made last, however busy everything is. */
  private async delivered(line: HttpClient): Promise<Delivery> {
    const place = `${ORDERS}/${this.application.id}/delivery?wait=20`;
    for (;;) {
      const { body } = await line.get<Delivery | { readonly seal: null }>(place);
      if (body.seal !== null) return body;
    }
  }

  private async isCollected(): Promise<void> {
    const { house, lists, watch } = this.floor;
    const { shippingDesk } = house.provider;
    const { counter, id: agencyId, pickupPointId } = house.shanghai;
    const { id } = this.application;
    const tokens = [this.tokenSerial];
    const parcel = { tokens, agencyId, pickupPointId, trackingNumber: `SF${this.tokenSerial}` };
    const parcelId = await watch.step('parcel', () => shippingDesk.ships(parcel));
    await watch.step('receipt', () => counter.receives(parcelId, tokens));
    await lists.counter.awaits(id, { nextStep: 'notify-collection' });
    await watch.step('pickup-notice', () => counter.notifies(id));
    const documents = SLOTS.map((slot) => ({ slot, version: 1 }));
    await watch.step('final-review', () =>
      counter.http.post(`${ORDERS}/${id}/final-review`, { verdict: 'pass', documents }),
    );
    await watch.step('hand-over', () => counter.handsOver(id, this.tokenSerial, factsOf(this.number).authorisedUser));
  }

  private get tokenSerial(): string {
    return `EK26${String(this.number).padStart(6, '0')}`;
  }
}
