import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Who answers for a service now; asked anew for each request. */
export type Upstreams = (service: string) => readonly string[];

const LONGEST_ANSWER_MS = 60_000;

/** One origin before all processes, as a gateway gives it: each request goes to the next process of its service. */
export class Gateway {
  private readonly server: Server;
  private readonly turns = new Map<string, number>();

  constructor(private readonly upstreams: Upstreams) {
    this.server = createServer((asked, answer) => void this.pass(asked, answer));
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const service = /^\/api\/([a-z]+)\//.exec(asked.url ?? '')?.[1] ?? '';
    const all = this.upstreams(service);
    const turn = (this.turns.get(service) ?? 0) + 1;
    this.turns.set(service, turn);
    const upstream = all[turn % Math.max(1, all.length)];
    if (upstream === undefined) return refuse(answer, 502);
    const passed = request(`${upstream}${asked.url}`, { method: asked.method, headers: asked.headers });
    passed.setTimeout(LONGEST_ANSWER_MS, () => passed.destroy(new Error('no answer')));
    passed.on('response', (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
      given.on('error', () => answer.destroy());
    });
    passed.on('error', () => refuse(answer, 502));
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  }
}

/** A client knows then that it may have been done or not, and asks again under the same key. */
function refuse(answer: ServerResponse, status: number): void {
  if (answer.headersSent) return void answer.destroy();
  answer.writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '1' });
  answer.end(JSON.stringify({ type: 'about:blank', status, code: 'BadGateway' }));
}
