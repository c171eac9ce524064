import { once } from 'node:events';
import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type ServerReadableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import {
  StreamsService,
  type IStreamsServer,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import type { AppendReq, AppendResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { Answers, type ReadCall } from './answers';
import { catchUp } from './catch-up';
import { KurrentLog, type KurrentRecord, type Place } from './kurrent-log';
import {
  appendAnswer,
  checkpointAnswer,
  confirmation,
  eventAnswer,
  notFoundAnswer,
  proposalOf,
  questionOf,
  targetOf,
  type Question,
} from './kurrent-messages';

export interface KurrentDoubleOptions {
  /** With a key pair it speaks TLS only, as a server that knows users does. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Passwords by user; without them everybody is let in. */
  readonly users?: Readonly<Record<string, string>>;
  /** More than this many bytes are refused in one append; by default as many as the real server takes. */
  readonly maxAppendSize?: number;
}

/** What a server may tell of itself. */
const WORDS = 'the node 10.0.0.7 of the server';

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

/**
 * Stands for a KurrentDB server where none can be had: speaks its protocol to the real client, keeps what is appended,
 * and fails on command. It knows what the adapter uses (Append; Read of a stream and of `$all`; filtered subscriptions)
 * and nothing else.
 */
export class KurrentDouble {
  readonly log = new KurrentLog();
  /** Calls that wait for `hold` to be let go. */
  held = 0;
  /** Events handed to the connections of subscriptions so far. */
  delivered = 0;
  /** Whether subscriptions are given only what they ask for. */
  filters = true;
  /** The next append is stored, and its answer lost with the connection. */
  losesNextAnswer = false;
  /** Every call is answered with this status, where there is one. */
  failsWith: status | undefined;
  /** What happens just before it is told which record is the newest. */
  beforeNewest = async (): Promise<void> => undefined;
  private server: Server | undefined;
  private port = 0;
  private holding: Promise<void> = Promise.resolve();

  constructor(private readonly options: KurrentDoubleOptions = {}) {}

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The same port each time, so that a server that comes back is found. */
  async start(): Promise<void> {
    const server = new Server({
      'grpc.max_receive_message_length': 32 * 1024 * 1024,
      // As many calls over one connection as the real server takes by default.
      'grpc.max_concurrent_streams': 100,
    });
    const unknown = (_call: unknown, answer: sendUnaryData<never>): void =>
      answer({ code: status.UNIMPLEMENTED, details: 'the double does not know it' });
    const streams: IStreamsServer = {
      read: (call) => void this.read(call).catch((error: Error) => call.destroy(error)),
      append: (call, answer) => void this.append(call, answer),
      delete: unknown,
      tombstone: unknown,
      batchAppend: (call) => call.end(),
    };
    server.addService(StreamsService, streams);
    const { tls } = this.options;
    const credentials = tls
      ? ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) },
        ])
      : ServerCredentials.createInsecure();
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(this.address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
    });
    this.server = server;
  }

  /** Goes down at once, with all connections. */
  stop(): void {
    this.server?.forceShutdown();
    this.server = undefined;
  }

  /** Cuts every connection; new ones are taken. */
  dropConnections(): void {
    this.server?.drain(this.address, 0);
  }

  /** Takes calls and answers none until the returned function is called. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.holding = new Promise((resolve) => (letGo = resolve));
    return letGo;
  }

  private async append(call: AppendCall, answer: sendUnaryData<AppendResp>): Promise<void> {
    const messages: AppendReq[] = [];
    call.on('data', (message: AppendReq) => messages.push(message));
    await once(call, 'end');
    if (!this.admits(call)) return answer({ code: status.UNAUTHENTICATED, details: 'Bad credentials' });
    await this.letThrough();
    if (this.failsWith !== undefined) return answer({ code: this.failsWith, details: WORDS });
    const [head, ...rest] = messages;
    const target = targetOf(head?.getOptions() as AppendReq.Options);
    const proposals = rest.map((message) => proposalOf(message.getProposedMessage() as AppendReq.ProposedMessage));
    const size = proposals.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    const { maxAppendSize = 1_048_576 } = this.options;
    if (size > maxAppendSize) return answer(tooLarge(maxAppendSize));
    const appended = this.log.append(target.stream, target.expected, proposals);
    if (!this.losesNextAnswer) return answer(null, appendAnswer(appended));
    this.losesNextAnswer = false;
    this.dropConnections();
  }

  private async read(call: ReadCall): Promise<void> {
    const answers = new Answers(call);
    if (!this.admits(call)) {
      call.emit('error', { code: status.UNAUTHENTICATED, details: 'Bad credentials' });
      return;
    }
    await this.letThrough();
    if (this.failsWith !== undefined) {
      call.emit('error', { code: this.failsWith, details: WORDS });
      return;
    }
    const question = questionOf(call.request);
    if (question.subscribes) return this.subscribe(answers, question);
    if (question.backwards) await this.beforeNewest();
    const stored = question.stream === undefined ? this.log.records : this.log.stream(question.stream);
    if (stored === undefined) await answers.give(notFoundAnswer(question.stream as string));
    for (const record of recordsFor(question, stored ?? [])) await answers.give(eventAnswer(record));
    call.end();
  }

  private async subscribe(answers: Answers, question: Question): Promise<void> {
    const isAskedFor = ({ stream }: KurrentRecord): boolean =>
      !this.filters || question.prefixes.some((prefix) => stream.startsWith(prefix));
    await answers.give(confirmation());
    let behind = 0;
    for (const told of catchUp(this.log, question, isAskedFor)) {
      if (!answers.areWanted) return;
      if ('looked' in told) behind = told.looked;
      else await this.tell(answers, told);
    }
    for (let [next, considered] = [this.log.firstAt(behind), 1]; answers.areWanted;) {
      const record = this.log.records[next];
      if (record === undefined) {
        await Promise.race([this.log.changed, answers.unwanted]);
        continue;
      }
      if (isAskedFor(record)) await this.tell(answers, record);
      const { position } = record;
      if (considered % question.checkpointInterval === 0)
        await this.tell(answers, { commit: position, prepare: position });
      [next, considered] = [next + 1, considered + 1];
    }
  }

  private tell(answers: Answers, told: KurrentRecord | Place): Promise<void> {
    if ('commit' in told) return answers.give(checkpointAnswer(told));
    this.delivered += 1;
    return answers.give(eventAnswer(told));
  }

  private admits(call: AppendCall | ReadCall): boolean {
    const { users } = this.options;
    if (users === undefined) return true;
    const [, encoded = ''] = String(call.metadata.get('authorization')[0] ?? '').split(' ');
    const given = Buffer.from(encoded, 'base64').toString('utf8');
    return Object.entries(users).some(([user, password]) => given === `${user}:${password}`);
  }

  private async letThrough(): Promise<void> {
    this.held += 1;
    await this.holding;
    this.held -= 1;
  }
}

function recordsFor(question: Question, stored: readonly KurrentRecord[]): readonly KurrentRecord[] {
  const placeOf = (record: KurrentRecord): number =>
    question.stream === undefined ? record.position : record.revision;
  const wanted = stored.filter((record) => question.prefixes.some((prefix) => record.stream.startsWith(prefix)));
  if (question.backwards)
    return wanted
      .filter((record) => placeOf(record) < question.from)
      .reverse()
      .slice(0, question.count);
  return wanted.filter((record) => placeOf(record) >= question.from).slice(0, question.count);
}

function tooLarge(maxAppendSize: number): Parameters<sendUnaryData<never>>[0] {
  const metadata = new Metadata();
  metadata.set('exception', 'maximum-append-size-exceeded');
  metadata.set('maximum-append-size', String(maxAppendSize));
  return { code: status.INVALID_ARGUMENT, details: 'Maximum Append Size Exceeded', metadata };
}
