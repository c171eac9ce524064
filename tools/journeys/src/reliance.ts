import { X509Certificate } from 'node:crypto';
import { isRefusal, parseCrl, type ReadCrl } from '@ekey/pki';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import { USES, type SoftToken } from '@ekey/soft-token';
import { until, type Answer, type HttpClient } from './http-client';
import type { MadeKey } from './line';

const API = '/api/issuance/v1';
const OCSP = 'application/ocsp-request';

/**
 * What is said of one certificate: by the list (the reason for which it is on it), by the responder (`good`, or the number
 * of that reason, RFC 5280 §5.3.1), and by the route that tells its status.
 */
export type Told = readonly [listed: string | undefined, responder: string | number, status: string];
export const GOOD: Told = [undefined, 'good', 'good'];
export const ON_HOLD: Told = ['certificateHold', 6, 'on-hold'];
export const COMPROMISED: Told = ['keyCompromise', 1, 'revoked'];
export const SUPERSEDED: Told = ['superseded', 4, 'revoked'];

/** The certificate that a token holds now. */
export const certificateIn = (
  token: Pick<SoftToken, 'readCertificate'>,
  use: (typeof USES)[number] = 'signing',
): X509Certificate => new X509Certificate(token.readCertificate(use) ?? '');

export const serialIn = (...of: Parameters<typeof certificateIn>): string => certificateIn(...of).serialNumber;

interface ToldStatus {
  readonly status: string;
  readonly reason: string | null;
  readonly since: string;
  readonly answeredAt: string;
}
interface Booked {
  readonly standing: string;
  readonly reason: string | null;
}
const statusOf = (serial: string): string => `${API}/certificates/${serial}/status`;

/** Whoever relies on a certificate, and asks wherever its standing is told. */
export class Reliance {
  constructor(private readonly http: HttpClient) {}

  async status(serial: string): Promise<string> {
    return (await this.http.get<ToldStatus>(statusOf(serial))).body.status;
  }

  /** Everything that is told there, also where there is no such certificate. */
  answer(serial: string): Promise<Answer<ToldStatus>> {
    return this.http.send('GET', statusOf(serial));
  }

  becomes(serial: string, status: string): Promise<string> {
    return until(
      `${serial} is ${status}`,
      () => this.status(serial),
      (told) => told === status,
    );
  }

  /** How a certificate stands in the books, and why where it was revoked. */
  async certificate(serial: string): Promise<Booked> {
    return (await this.http.get<Booked>(`${API}/certificates/${serial}`)).body;
  }

  standsAt(serial: string, standing: string): Promise<Booked> {
    return until(
      `${serial} is ${standing} in the books`,
      () => this.certificate(serial),
      (told) => told.standing === standing,
    );
  }

  /** The list of what was revoked or is on hold, as everybody may fetch it. */
  async list(): Promise<ReadCrl> {
    const list = parseCrl((await this.http.get(`${API}/crl`)).bytes);
    if (isRefusal(list)) throw new Error(list.en);
    return list;
  }

  /** What is said of both certificates of a key. */
  async of({ token, delivery }: Pick<MadeKey, 'token' | 'delivery'>): Promise<readonly Told[]> {
    const serials = USES.map((use) => serialIn(token, use));
    const { revoked } = await this.list();
    const issuer = new X509Certificate(delivery.chain[0] as string);
    const body = statusRequest(serials.map((serial) => ({ issuer, serial })));
    const { bytes } = await this.http.send('POST', `${API}/ocsp`, { body, type: OCSP });
    const answers = readStatuses(bytes, issuer).told.map(({ reason, status }) => reason ?? status);
    const told = serials.map(async (serial, at): Promise<Told> => [
      revoked.get(serial)?.reason,
      answers[at] ?? 'not answered',
      await this.status(serial),
    ]);
    return Promise.all(told);
  }

  /** Until all say this of both certificates of a key. */
  isTold(key: Pick<MadeKey, 'token' | 'delivery'>, expected: Told): Promise<readonly Told[]> {
    return until(
      `the key ${key.token.serialNumber} is ${expected[2]}`,
      () => this.of(key),
      (told) => told.every((each) => each.every((word, at) => word === expected[at])),
    );
  }
}
