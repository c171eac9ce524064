import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import {
  createApplication,
  openLog,
  readConfig,
  TokenIssuer,
  type Application,
  type Caller,
  type Role,
  type ServiceDefinition,
} from '../../src';
import { memoryFloor, type MemoryFloor } from './memory.floor';
import { shelfService } from './shelf.service';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Headers;
}
export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly instance: string;
  readonly messages: { readonly 'zh-CN': string; readonly en: string };
  readonly errors?: readonly { field: string; code: string; detail: string; messages: Record<string, string> }[];
  readonly [member: string]: unknown;
}
export interface Sent {
  readonly body?: unknown;
  readonly token?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A bell that counts, and may be broken. */
export class TestBell {
  readonly rung: string[] = [];
  broken = false;

  async ring(thing: string): Promise<void> {
    this.rung.push(thing);
    if (this.broken) throw new Error('the bell is broken');
  }
}

/** The tiny service at work on a floor in memory, spoken to over HTTP. */
export class House {
  readonly bell = new TestBell();
  readonly lines: string[] = [];
  application!: Application;
  url = '';

  private constructor(readonly floor: MemoryFloor) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<House> {
    const limits = { RATE_LIMIT_PER_MINUTE: '100000', RATE_LIMIT_LOGIN_PER_MINUTE: '100000' };
    const config = readConfig({ LOG_LEVEL: 'info', STOP_SECONDS: '2', ...limits, ...settings });
    const house = new House(await memoryFloor(config));
    await house.start();
    return house;
  }

  /** @param service another table of contents, as another release would have. */
  async start(service: ServiceDefinition = shelfService(this.bell)): Promise<void> {
    openLog(this.floor.config.LOG_LEVEL, { write: (line) => void this.lines.push(line) });
    this.application = await createApplication(this.floor, [service]);
    this.url = await this.application.listen('127.0.0.1', 0);
  }

  async restart(service?: ServiceDefinition): Promise<void> {
    await this.application.close();
    await this.start(service);
  }

  async close(): Promise<void> {
    await this.application.close();
    await this.floor.end();
  }

  /** An access token for a caller, from the service that issues such. */
  token(
    caller: Partial<Caller> & { readonly roles: readonly Role[] },
    issuer = 'review',
    seconds = 600,
  ): Promise<string> {
    const { tokenKeys, clock } = this.floor;
    const whole = { kind: 'staff', id: `staff-${caller.roles.join('-')}`, ...caller } as const;
    return new TokenIssuer(tokenKeys, clock, issuer, seconds).issue(whole);
  }

  async send<Body = Problem>(method: string, address: string, sent: Sent = {}): Promise<Answer<Body>> {
    const { body, token, key, headers } = sent;
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await fetch(`${this.url}${address}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && !/ndjson/.test(response.headers.get('content-type') ?? ''); // prettier-ignore
    const parsed = isJson && text !== '' ? (JSON.parse(text) as Body) : (undefined as Body);
    return { status: response.status, body: parsed, text, headers: response.headers };
  }

  /** Sends bytes as they are, as no client would, and answers with everything that comes back. A number is a pause, in ms. */
  raw(bytes: string | readonly (string | number)[]): Promise<string> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const socket = connect(Number(port), hostname, async () => {
        for (const chunk of [bytes].flat())
          if (typeof chunk === 'string') socket.write(chunk);
          else await new Promise((resume) => setTimeout(resume, chunk));
      });
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', reject);
      socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
  }

  /** A shelf that stands. @returns its id. */
  async shelf(token: string): Promise<string> {
    const sent = { body: { owner: '王小明' }, token, key: randomUUID() };
    return (await this.send<{ id: string }>('POST', '/api/notify/v1/shelves', sent)).body.id;
  }

  /** The lines logged so far, as objects. */
  logged(): readonly Readonly<Record<string, unknown>>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

/** Asks again until the answer holds: what follows from a fact follows a moment later. */
export async function until<Value>(
  ask: () => Value | Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  for (let tries = 0; ; tries += 1) {
    const value = await ask();
    if (holds(value)) return value;
    if (tries === 500) throw new Error(`waited in vain; last: ${JSON.stringify(value)?.slice(0, 1_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
