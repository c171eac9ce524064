import { randomUUID } from 'node:crypto';

/** What a server answered. `body` is JSON where the server said so, bytes otherwise. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
  readonly bytes: Buffer;
  readonly headers: AnswerHeaders;
  /** The revision that the strong ETag names; −1 where there is none. */
  readonly revision: number;
}

/** The members of a problem document (RFC 9457) that callers rely on. */
export interface ProblemDocument {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly messages: { readonly 'zh-CN': string; readonly en: string };
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

/** The server refused; says what, with the whole answer. */
export class Refused extends Error {
  constructor(
    readonly request: string,
    readonly answer: Answer<ProblemDocument>,
  ) {
    super(`${request}: ${answer.status} ${answer.body?.code ?? ''} ${JSON.stringify(answer.body).slice(0, 2_000)}`);
    this.name = 'Refused';
  }
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ifMatch?: number;
  /** Sent as `Idempotency-Key`; a fresh one for each write unless given. */
  readonly key?: string;
}

/** How requests get to a server, and answers back: `fetch`, or what stands in for it. */
export type Transport = (url: string, request: TransportRequest) => Promise<TransportAnswer>;

export interface TransportRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface TransportAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  arrayBuffer(): Promise<ArrayBufferLike>;
}

export type AnswerHeaders = Pick<Headers, 'get' | 'getSetCookie'>;

const byFetch: Transport = (url, { body, ...request }) =>
  fetch(url, { ...request, ...(body === undefined ? {} : { body: body as string }) });

/** Looks at each answer before its caller does; what it throws the caller is told instead. */
export type Witness = (exchange: {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly bytes: Buffer;
}) => Promise<void>;

const witnesses = new Map<string, Witness>();

/** From now on every answer of this origin is shown to the witness, whichever client of this process asked. */
export function witnessed(url: string, witness: Witness): void {
  witnesses.set(url, witness);
}

/** One caller of the HTTP APIs. */
export class HttpClient {
  private token: string | undefined;
  private renewal: (() => Promise<void>) | undefined;
  /** One at a time, whoever asks: a refresh token used twice ends the session. */
  private renewing: Promise<void> | undefined;

  constructor(
    readonly url: string,
    private readonly standing: Readonly<Record<string, string>> = {},
    private readonly transport: Transport = byFetch,
  ) {}

  /** From now on every request carries this access token; `undefined`: none. */
  authorise(token: string | undefined): void {
    this.token = token;
  }

  /** For requests that are sent in other ways. */
  get accessToken(): string | undefined {
    return this.token;
  }

  /**
   * What to do where the access token has expired: it logs in anew, by another client than this, and then the request is
   * sent once more.
   */
  renewBy(renewal: () => Promise<void>): void {
    this.renewal = renewal;
  }

  get<Body>(path: string, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.accepted('GET', path, options);
  }
  post<Body>(path: string, body?: unknown, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.accepted('POST', path, { ...options, body });
  }
  put<Body>(path: string, body: unknown, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.accepted('PUT', path, { ...options, body });
  }
  delete<Body>(path: string, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.accepted('DELETE', path, options);
  }

  /** @throws Refused where the status is not 2xx. */
  private async accepted<Body>(method: string, path: string, given: RequestOptions): Promise<Answer<Body>> {
    const options = { ...given, key: given.key ?? randomUUID() };
    const { token } = this;
    let answer = await this.send<Body>(method, path, options);
    if (answer.status === 401 && token !== undefined && this.renewal !== undefined) {
      if (token === this.token) await this.renewed(this.renewal);
      answer = await this.send<Body>(method, path, options);
    }
    if (answer.status >= 300) throw new Refused(`${method} ${path}`, answer as unknown as Answer<ProblemDocument>);
    return answer;
  }

  private renewed(renewal: () => Promise<void>): Promise<void> {
    this.renewing ??= renewal().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  /** Sends and answers whatever came of it. */
  async send<Body>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<Body>> {
    const { body, type } = options;
    const binary = Buffer.isBuffer(body) || typeof body === 'string';
    const response = await this.transport(`${this.url}${path}`, {
      method,
      headers: {
        ...this.standing,
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(method === 'GET' ? {} : { 'idempotency-key': options.key ?? randomUUID() }),
        ...(options.ifMatch === undefined ? {} : { 'if-match': `"${options.ifMatch}"` }),
        ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: binary ? (body as string | Buffer) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { status, headers } = response;
    await witnesses.get(this.url)?.({ method, path, status, headers, bytes });
    const json = /json/.test(headers.get('content-type') ?? '') && !/ndjson/.test(headers.get('content-type') ?? '');
    return {
      status,
      body: (json && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined) as Body,
      bytes,
      headers,
      revision: Number(/^"(\d+)"$/.exec(headers.get('etag') ?? '')?.[1] ?? -1),
    };
  }
}

let patienceMs = 20_000;

/** How long whoever waits for something waits for it from now on, in this process. */
export function bePatientFor(ms: number): void {
  patienceMs = ms;
}

/**
 * Asks again until the answer is what is waited for: whatever follows from a fact follows a moment later.
 * @throws with the last answer where it has not come within the time.
 */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value>,
  holds: (value: Value) => boolean,
  withinMs = patienceMs,
): Promise<Value> {
  const end = Date.now() + withinMs;
  for (let wait = 10; ; wait = Math.min(250, wait * 1.5)) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end)
      throw new Error(`waited ${withinMs} ms in vain until ${what}; last: ${JSON.stringify(value)?.slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Whether something was refused with one of these codes. */
export const isRefused = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Refused && codes.includes(error.answer.body.code);

/** Asks again as long as it is refused with one of these codes. @throws any other refusal, and as `until` */
export async function onceTaken<Value>(
  what: string,
  notYet: readonly string[],
  ask: () => Promise<Value>,
): Promise<Value> {
  const nullWhereNotYet = (error: unknown): null => {
    if (isRefused(error, ...notYet)) return null;
    throw error;
  };
  const answer = await until(
    what,
    () => ask().catch(nullWhereNotYet),
    (value) => value !== null,
  );
  return answer as Value;
}
