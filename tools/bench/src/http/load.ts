import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import autocannon from 'autocannon';
import { saveDraft } from '../drafts';
import type { Serving } from './server';

const CONNECTIONS = 64;
const STREAMS_A_CONNECTION = 8;

/** A server in a process of its own; its log goes where nobody reads it. */
export class Server {
  private constructor(
    private readonly process: ChildProcess,
    readonly serving: Serving,
  ) {}

  /** @param folder where it stores; none: nothing is stored. */
  static start(folder?: string, execArgv: readonly string[] = []): Promise<Server> {
    const child = fork(path.join(__dirname, 'server.js'), folder === undefined ? [] : [folder], {
      execArgv: [...execArgv],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      child.once('message', (serving) => resolve(new Server(child, serving as Serving)));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered`)));
    });
  }

  /**
   * 64 connections, each sending its next write when the last is answered.
   * @param route what stands behind the draft's address.
   * @returns acknowledged writes a second. @throws where any was not.
   */
  async writesPerSecond(seconds: number, route = ''): Promise<number> {
    const { savedAt: _, ...body } = saveDraft(1).data;
    const headers = {
      authorization: `Bearer ${this.serving.token}`,
      'content-type': 'application/json',
      'idempotency-key': '[<id>]',
    };
    let connection = 0;
    const result = await autocannon({
      url: this.serving.url,
      connections: CONNECTIONS,
      duration: seconds,
      idReplacement: true,
      setupClient: (client) => {
        const mine = (connection += 1);
        client.setRequests(
          Array.from({ length: STREAMS_A_CONNECTION }, (_none, index) => ({
            ...{ method: 'PUT' as const, path: `/api/bench/v1/drafts/draft-${mine}-${index}${route}` },
            ...{ headers, body: JSON.stringify(body) },
          })),
        );
      },
    });
    if (result['2xx'] === 0 || result.non2xx + result.errors > 0)
      throw new Error(`${result.non2xx} writes refused, ${result.errors} failed, ${result['2xx']} acknowledged`);
    return result['2xx'] / result.duration;
  }

  stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    this.process.disconnect();
    return ended;
  }
}
