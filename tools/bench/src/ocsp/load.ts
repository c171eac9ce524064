import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import autocannon from 'autocannon';
import type { Responding } from './server';

const CONNECTIONS = 64;

/** A responder, or an empty route, in a process of its own; its log goes where nobody reads it. */
export class Responder {
  private constructor(
    private readonly process: ChildProcess,
    readonly responding: Responding,
  ) {}

  /** @param folder where it stores. */
  static start(folder: string): Promise<Responder> {
    return Responder.of('responder', folder);
  }

  /** An empty route. @param bytes of each answer. */
  static empty(bytes: number): Promise<Responder> {
    return Responder.of('empty', String(bytes));
  }

  private static of(...what: readonly string[]): Promise<Responder> {
    const child = fork(path.join(__dirname, 'server.js'), what, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    return new Promise((resolve, reject) => {
      child.once('message', (responding) => resolve(new Responder(child, responding as Responding)));
      child.once('exit', (code) => reject(new Error(`the responder ended with ${code} before it answered`)));
    });
  }

  /**
   * 64 connections, each asking the next of its questions when the last is answered.
   * @returns answers a second. @throws where any was none.
   */
  async answersPerSecond(requests: readonly Buffer[], seconds: number): Promise<number> {
    let connection = 0;
    const share = Math.floor(requests.length / CONNECTIONS);
    const result = await autocannon({
      url: this.responding.url,
      connections: CONNECTIONS,
      duration: seconds,
      setupClient: (client) => {
        const mine = requests.slice(connection * share, (connection + 1) * share);
        connection += 1;
        client.setRequests(
          mine.map((body) => ({
            ...{ method: 'POST' as const, path: '/api/issuance/v1/ocsp', body },
            headers: { 'content-type': 'application/ocsp-request' },
          })),
        );
      },
    });
    if (result['2xx'] === 0 || result.non2xx + result.errors > 0)
      throw new Error(`${result.non2xx} questions refused, ${result.errors} failed, ${result['2xx']} answered`);
    return result['2xx'] / result.duration;
  }

  /** What is answered to one question. */
  async ask(request: Buffer): Promise<Buffer> {
    const headers = { 'content-type': 'application/ocsp-request' };
    const init = { method: 'POST', headers, body: new Uint8Array(request) };
    return Buffer.from(await (await fetch(`${this.responding.url}/api/issuance/v1/ocsp`, init)).arrayBuffer());
  }

  stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    this.process.disconnect();
    return ended;
  }
}
