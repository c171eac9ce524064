import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext, rootCertificates } from 'node:tls';
import { Client } from 'minio';
import { Overdue, within } from '@ekey/kernel';
import { DocumentsUnavailable } from '../documents-unavailable';
import { passes, reasonOf, ServerBusy } from './faults';
import { addressOf, type MinioDeadlines, type MinioDocumentsOptions } from './minio-settings';

export type ConnectionOptions = Pick<
  MinioDocumentsOptions,
  'url' | 'region' | 'accessKey' | 'secretKey' | 'tlsCa' | 'deadlines'
>;

const DEADLINES: MinioDeadlines = { silence: 5_000, answer: 15_000 };
const DEFAULT_REGION = 'us-east-1';
const LASTING = { keepAlive: true };
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;
/** What the server answers while it starts, stops or has too much to do. */
const BUSY = new Set([408, 429, 500, 502, 503, 504]);

/**
 * A server as its client reaches it: with a deadline on every call, and what a broken connection has interrupted asked once
 * more, with back-off, until the deadline. Everything that is asked here may be asked twice.
 */
export class Connection {
  readonly address: string;
  readonly region: string;
  private readonly client: Client;
  private readonly agent: http.Agent;
  private readonly deadlines: MinioDeadlines;
  private isClosed = false;

  /** @throws RangeError for an address that is none */
  constructor({ url, region = DEFAULT_REGION, accessKey, secretKey, tlsCa, deadlines }: ConnectionOptions) {
    const { name, ...address } = addressOf(url);
    if (accessKey === '' || secretKey === '') throw new RangeError('the documents are for nobody without credentials');
    this.address = name;
    this.region = region;
    this.deadlines = { ...DEADLINES, ...deadlines };
    this.agent = address.useSSL ? new https.Agent({ ...LASTING, ...trusting(tlsCa) }) : new http.Agent(LASTING);
    this.client = new Client({
      ...{ ...address, region, accessKey, secretKey, transportAgent: this.agent },
      transport: impatient(address.useSSL ? https : http, this.deadlines.silence),
      // The client's own repetition writes to the console and knows no deadline.
      retryOptions: { disableRetry: true },
    });
  }

  /**
   * @param about what is asked, as a message names it
   * @param tries how often at most
   * @throws DocumentsUnavailable
   */
  async ask<Answer>(
    about: string,
    question: (client: Client) => Promise<Answer>,
    tries = Number.POSITIVE_INFINITY,
  ): Promise<Answer> {
    const giveUpAt = performance.now() + this.deadlines.answer;
    for (let failures = 1; ; failures += 1) {
      if (this.isClosed) throw new Error(`the connection to ${this.address} is closed on this side`);
      try {
        const overdue = (): Error => new Overdue(this.deadlines.answer);
        return await within(giveUpAt - performance.now(), question(this.client), overdue);
      } catch (error) {
        const wait = waitAfter(failures);
        const isLast = this.isClosed || failures >= tries || performance.now() + wait >= giveUpAt;
        if (isLast || !passes(error)) throw this.unavailable(about, error);
        await sleep(wait);
      }
    }
  }

  close(): void {
    this.isClosed = true;
    this.agent.destroy();
  }

  private unavailable(about: string, error: unknown): unknown {
    const reason = reasonOf(error);
    return reason === undefined ? error : new DocumentsUnavailable(this.address, `${about}: ${reason}`);
  }
}

/** Made once: reading all known certificates for each connection takes longer than a document. */
const trusting = (tlsCa: string | Buffer | undefined) =>
  tlsCa === undefined ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, tlsCa] }) };

/** Between half of the doubled wait and the whole of it, so that not all come at once. */
const waitAfter = (failures: number): number =>
  Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(failures, 20)) * (0.5 + Math.random() / 2);

/** Ends a request over which nothing comes for too long, and one that is answered with "not now". */
function impatient({ request }: Pick<typeof https, 'request'>, silence: number): Pick<typeof https, 'request'> {
  return {
    request: ((options: https.RequestOptions, answered: (response: http.IncomingMessage) => void) => {
      const asked = request(options, (response) => {
        if (!BUSY.has(response.statusCode ?? 0)) return answered(response);
        response.resume();
        asked.emit('error', new ServerBusy(response.statusCode));
      });
      return asked.setTimeout(silence, () => asked.destroy(new Overdue(silence)));
    }) as typeof https.request,
  };
}
