import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A server as `host:port`. */
type Address = string;

/**
 * The line to a server, which may be cut (nobody answers, whoever was connected is hung up on), be silent (everything is
 * taken and nothing comes back) or slow.
 */
export class FaultyLine {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;
  private delayMs = 0;
  private isSilent = false;
  private taken = 0;

  /** @param advertised the server tells its clients to come back to its own address, as Kafka does: they are told this one. */
  constructor(
    private readonly to: Address,
    private readonly advertised = false,
  ) {}

  get address(): Address {
    return `127.0.0.1:${this.port}`;
  }

  /** How many connections are open to whoever comes by this line. */
  get open(): number {
    return this.sockets.size / 2;
  }

  /** How many connections it has taken so far. */
  get connections(): number {
    return this.taken;
  }

  async mend(): Promise<void> {
    [this.delayMs, this.isSilent] = [0, false];
    for (const socket of this.sockets) socket.resume();
    if (this.server !== undefined) return;
    const server = createServer((socket) => this.take(socket));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  /** Each piece is on its way for so long. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  silence(): void {
    this.isSilent = true;
    for (const socket of this.sockets) socket.pause();
  }

  private take(near: Socket): void {
    this.taken += 1;
    const [host = '', port = '0'] = this.to.split(':');
    const far = connect(Number(port), host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.setNoDelay(true).on('error', () => undefined);
      one.once('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    near.pipe(this.delaying()).pipe(far);
    const back = far.pipe(this.delaying());
    (this.advertised ? back.pipe(readdressing(this.to, this.port)) : back).pipe(near);
    if (this.isSilent) for (const socket of [near, far]) socket.pause();
  }

  private delaying(): Transform {
    return new Transform({
      transform: (chunk, _encoding, done) => {
        if (this.delayMs === 0) done(null, chunk);
        else setTimeout(done, this.delayMs, null, chunk);
      },
    });
  }
}

const LENGTH_BYTES = 4;

/** Answers of Kafka, each with its length before it; wherever one names the broker's own address, it names our port instead. */
function readdressing(broker: Address, port: number): Transform {
  const [host = '', own = '0'] = broker.split(':');
  const told = Buffer.concat([Buffer.from(host), int32(Number(own))]);
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      for (let end = endOfAnswer(held); end <= held.length; end = endOfAnswer(held)) {
        const answer = Buffer.from(held.subarray(0, end));
        for (let at = answer.indexOf(told); at >= 0; at = answer.indexOf(told, at + 1))
          int32(port).copy(answer, at + host.length);
        this.push(answer);
        held = held.subarray(end);
      }
      done();
    },
  });
}

const endOfAnswer = (held: Buffer): number =>
  held.length < LENGTH_BYTES ? Infinity : LENGTH_BYTES + held.readInt32BE(0);

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeInt32BE(value);
  return bytes;
}
