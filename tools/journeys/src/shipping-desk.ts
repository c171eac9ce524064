import type { Answer, HttpClient } from './http-client';
import { OrderBook } from './line';

const PARCELS = '/api/issuance/v1/parcels';

/** Stock and dispatch at the provider. */
export class ShippingDesk {
  readonly orders: OrderBook;

  constructor(
    readonly http: HttpClient,
    readonly id: string,
  ) {
    this.orders = new OrderBook(http);
  }

  /** Takes a blank token into the stock; a second person witnesses it. */
  async stocks(tokenSerial: string, witness: string): Promise<void> {
    await this.http.post('/api/issuance/v1/tokens', { tokenSerial, model: 'EK-100', witness });
  }

  async tokenStatus(tokenSerial: string): Promise<string> {
    return (await this.http.get<{ status: string }>(`/api/issuance/v1/tokens/${tokenSerial}`)).body.status;
  }

  /** @returns the number of the parcel. */
  async ships(parcel: {
    readonly tokens: readonly string[];
    readonly agencyId: string;
    readonly pickupPointId: string;
    readonly trackingNumber: string;
  }): Promise<string> {
    const answer = await this.http.post<{ parcelId: string }>(PARCELS, { ...parcel, carrier: '顺丰速运' });
    return answer.body.parcelId;
  }

  reportsLoss(parcelId: string): Promise<Answer> {
    return this.http.post(`${PARCELS}/${parcelId}/loss`, {});
  }
}
