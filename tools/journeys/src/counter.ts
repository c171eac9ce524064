import type { Slot } from '@ekey/contracts';
import type { Person } from './cast';
import type { Answer, HttpClient } from './http-client';
import { OrderBook, type OrderFile } from './line';

const ORDERS = '/api/issuance/v1/orders';
const PARCELS = '/api/issuance/v1/parcels';

interface OrderAtCounter extends OrderFile {
  readonly documents: readonly { readonly slot: Slot; readonly version: number; readonly pages: number }[];
  readonly authorisedUser?: { readonly name: string; readonly idNumber: string };
}

export type Collector = 'authorised-user' | 'bearer-of-power-of-attorney' | 'bearer-of-introduction-letter';

/** The counter of an issuing authority: where parcels arrive and keys are handed over. */
export class Counter {
  readonly orders: OrderBook;

  constructor(
    readonly http: HttpClient,
    readonly id: string,
  ) {
    this.orders = new OrderBook(http);
  }

  receives(parcelId: string, tokens: readonly string[]): Promise<Answer> {
    return this.http.post(`${PARCELS}/${parcelId}/receipt`, { tokens });
  }

  reportsDamage(parcelId: string, tokens: readonly string[]): Promise<Answer> {
    return this.http.post(`${PARCELS}/${parcelId}/damage`, { tokens, ground: 'damaged' });
  }

  notifies(caseId: string): Promise<Answer> {
    return this.http.post(`${ORDERS}/${caseId}/pickup-notice`);
  }

  async order(caseId: string): Promise<OrderAtCounter> {
    return (await this.http.get<OrderAtCounter>(`${ORDERS}/${caseId}`)).body;
  }

  /** Looks at every stored page beside the paper, and finds them the same. */
  /** @returns the revision of the order since then. */
  async passesFinalReview(caseId: string): Promise<number> {
    const { documents } = await this.order(caseId);
    for (const { slot } of documents) await this.http.get(`${ORDERS}/${caseId}/documents/${slot}/pages/1?size=preview`);
    const checked = documents.map(({ slot, version }) => ({ slot, version }));
    const verdict = { verdict: 'pass', documents: checked };
    return (await this.http.post(`${ORDERS}/${caseId}/final-review`, verdict)).revision;
  }

  failsFinalReview(
    caseId: string,
    reason: { readonly code: string; readonly target: Slot | 'counter' },
    remark: string,
    correctable = true,
  ): Promise<Answer> {
    const body = { verdict: 'fail', reasons: [reason], correctable, remark };
    return this.http.post(`${ORDERS}/${caseId}/final-review`, body);
  }

  handsOver(
    caseId: string,
    tokenSerial: string,
    to: Pick<Person, 'name' | 'idType' | 'idNumber'>,
    kind: Collector = 'authorised-user',
    letterNumber?: string,
  ): Promise<Answer> {
    const { name, idType, idNumber } = to;
    const collector = { kind, name, idType, idNumber, ...(letterNumber === undefined ? {} : { letterNumber }) };
    return this.http.post(`${ORDERS}/${caseId}/hand-over`, { tokenSerial, collector, receiptSigned: true });
  }

  /** The receipt that is printed and signed, as PDF. @param reviewed as `passesFinalReview` tells it. */
  async receipt(caseId: string, reviewed: number): Promise<Buffer> {
    return (await this.http.get(`${ORDERS}/${caseId}/receipt.pdf?atLeast=issuance:${reviewed}`)).bytes;
  }

  /** The manager ends an order whose final review failed for good. */
  terminates(caseId: string, ground: string, remark: string): Promise<Answer> {
    return this.http.post(`${ORDERS}/${caseId}/termination`, { ground, remark });
  }
}
