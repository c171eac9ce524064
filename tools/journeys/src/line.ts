import { randomBytes } from 'node:crypto';
import { SoftToken, USES, type KeySource } from '@ekey/soft-token';
import { until, type Answer, type HttpClient } from './http-client';

const ORDERS = '/api/issuance/v1/orders';

export interface OrderLine {
  readonly caseId: string;
  readonly status: string;
  readonly label: string;
  readonly nextStep: string;
  readonly attempt: number;
  readonly tokenSerial: string | null;
  readonly parcelId: string | null;
}

/** The order behind a line. */
export interface OrderFile extends OrderLine {
  /** What has to be handed in for the new key. */
  readonly oldKeys: readonly { readonly tokenSerial: string; readonly status: string; readonly handedIn: boolean }[];
  /** The certificates that are in its token and not revoked, once it was handed over. */
  readonly inUse: readonly { readonly serial: string; readonly use: string; readonly standing: string }[];
}

/** What the line writes into a token: PEM certificates, the chain, the seal in base64, and what the token signs to prove itself. */
export interface Delivery {
  readonly attempt: number;
  readonly certificates: { readonly signing: string | null; readonly encryption: string | null };
  readonly chain: readonly string[];
  readonly seal: { readonly sealId: string; readonly sha256: string; readonly bytes: string } | null;
  readonly complete: boolean;
  readonly nonce: string;
}

/** A key as it lies on the bench: the token, its initial PIN, its administrator's, and what was written into it. */
export interface MadeKey {
  readonly token: SoftToken;
  readonly pin: string;
  readonly adminPin: string;
  readonly delivery: Delivery;
}

/** Reads the orders as somebody of the provider or of an authority sees them. */
export class OrderBook {
  constructor(readonly http: HttpClient) {}

  async order(caseId: string): Promise<OrderFile> {
    return (await this.http.get<OrderFile>(`${ORDERS}/${caseId}`)).body;
  }

  async list(query: Readonly<Record<string, string>> = {}): Promise<readonly OrderLine[]> {
    const search = new URLSearchParams({ limit: '200', ...query });
    return (await this.http.get<{ items: readonly OrderLine[] }>(`${ORDERS}?${search}`)).body.items;
  }

  /** Waits until the order stands at a step. */
  async awaits(caseId: string, step: string): Promise<OrderLine> {
    const isThere = (lines: readonly OrderLine[]): boolean =>
      lines.some((line) => line.caseId === caseId && line.nextStep === step);
    const lines = await until(`the order of ${caseId} waits for “${step}”`, () => this.list(), isThere);
    return lines.find((line) => line.caseId === caseId) as OrderLine;
  }
}

/** Who makes keys at the provider, with a token reader in hand; or who checks what another has made. */
export class Line {
  readonly orders: OrderBook;

  constructor(
    readonly http: HttpClient,
    readonly id: string,
    private readonly keys: KeySource,
  ) {
    this.orders = new OrderBook(http);
  }

  /** A blank token whose random PINs nobody but the line knows. Stretching is low: the journeys' tokens guard nothing. */
  async blankToken(serialNumber: string): Promise<Omit<MadeKey, 'delivery'>> {
    const { initialPin: pin, ...blank } = await SoftToken.initialise({
      serialNumber,
      keys: this.keys,
      stretching: 1_024,
    });
    return { ...blank, pin };
  }

  start(caseId: string, tokenSerial: string): Promise<Answer> {
    return this.http.post(`${ORDERS}/${caseId}/production`, { tokenSerial });
  }

  /** Both pairs are made in the token, both requests come out of it, and what is delivered goes into it. */
  async personalise(caseId: string, token: SoftToken, pin: string): Promise<Delivery> {
    const requests = await token.makeRequests(pin);
    for (const use of USES)
      await this.http.post(`${ORDERS}/${caseId}/certificate-requests`, { use, request: requests[use] });
    const delivery = await until(
      `certificates and seal of ${caseId} are delivered`,
      async () => (await this.http.get<Delivery>(`${ORDERS}/${caseId}/delivery?wait=20`)).body,
      ({ complete }) => complete,
    );
    for (const use of USES) token.importCertificate(use, delivery.certificates[use] as string);
    token.importSeal(Buffer.from(delivery.seal?.bytes ?? '', 'base64'));
    return delivery;
  }

  /** The letter with the PIN, under a tracking number of its own. */
  sendPinLetter(caseId: string, letterNumber: string): Promise<Answer> {
    const dispatch = { carrier: '中国邮政', trackingNumber: `PIN${randomBytes(6).toString('hex').toUpperCase()}` };
    return this.http.post(`${ORDERS}/${caseId}/pin-letter`, { letterNumber, dispatch });
  }

  /** From the blank token to the key that waits for its check. */
  async makes(caseId: string, tokenSerial: string): Promise<MadeKey> {
    await this.orders.awaits(caseId, 'start-production');
    const blank = await this.blankToken(tokenSerial);
    await this.start(caseId, tokenSerial);
    const delivery = await this.personalise(caseId, blank.token, blank.pin);
    await this.sendPinLetter(caseId, `L-${tokenSerial}`);
    return { ...blank, delivery };
  }

  /** A second person reads the token back and lets it sign. */
  async checks(caseId: string, { token, pin, delivery }: MadeKey): Promise<Answer> {
    const signature = await token.signNonce(pin, Buffer.from(delivery.nonce));
    return this.http.post(`${ORDERS}/${caseId}/quality-check`, {
      tokenSerial: token.serialNumber,
      certificates: delivery.certificates,
      seal: token.readSeal()?.toString('base64'),
      signature: signature.toString('base64'),
    });
  }

  /** One call where a token dies half-way: it is scrapped, what was issued is revoked, the order waits to be made again. */
  reportsFailure(caseId: string, ground: string, remark: string): Promise<Answer> {
    return this.http.post(`${ORDERS}/${caseId}/failure`, { ground, remark });
  }
}
