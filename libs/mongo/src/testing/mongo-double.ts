import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mongo } from 'mongoose';

/** What it is asked and answers: the body of a command. */
type Body = Readonly<Record<string, unknown>>;

const { serialize, deserialize } = mongo.BSON;
const HEADER = 16;
/** OP_MSG has four bytes of flags and one that says that a body follows. */
const MESSAGE = { code: 2013, before: 5 };
/** The old kind, in which drivers still say hello, has flags, the name of a collection and two numbers before its body. */
const QUERY = { code: 2004, before: 4 + 'admin.$cmd\0'.length + 8 };
const REPLY = { code: 1, before: 20 };
const HELLO = {
  ok: 1,
  ismaster: true,
  isWritablePrimary: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
};

/** A server that says hello, and to everything else what a test has it say; silence where that is nothing. */
export class MongoDouble {
  readonly asked: Body[] = [];
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  port = 0;

  constructor(private readonly answer: (command: Body) => Body | undefined) {}

  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/`;
  }

  /** At the port that it had before, where there was one. */
  async start(): Promise<void> {
    this.server = createServer((socket) => this.serve(socket)).listen(this.port, '127.0.0.1');
    await new Promise((resolve) => this.server?.once('listening', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    socket.on('data', (more) => {
      bytes = Buffer.concat([bytes, more as Buffer]);
      while (bytes.length >= HEADER && bytes.length >= bytes.readInt32LE(0)) {
        const length = bytes.readInt32LE(0);
        this.hear(socket, bytes.subarray(0, length));
        bytes = bytes.subarray(length);
      }
    });
  }

  private hear(socket: Socket, message: Buffer): void {
    const isQuery = message.readInt32LE(12) === QUERY.code;
    const command = bodyOf(message.subarray(HEADER + (isQuery ? QUERY : MESSAGE).before));
    const isHello = 'hello' in command || 'ismaster' in command || 'isMaster' in command;
    if (!isHello) this.asked.push(command);
    const answer = isHello ? HELLO : this.answer(command);
    if (answer !== undefined) socket.write(framed(answer, message.readInt32LE(4), isQuery ? REPLY : MESSAGE));
  }
}

/** Behind the body there may be lists of documents, each with its length and the name of the field that they are. */
function bodyOf(sections: Buffer): Body {
  let at = sections.readInt32LE(0);
  const body: Record<string, unknown> = deserialize(sections.subarray(0, at));
  while (at < sections.length) {
    const end = at + 1 + sections.readInt32LE(at + 1);
    const nameEnd = sections.indexOf(0, at + 5);
    const documents: Body[] = [];
    for (let from = nameEnd + 1; from < end;) {
      const next = from + sections.readInt32LE(from);
      documents.push(deserialize(sections.subarray(from, next)));
      from = next;
    }
    body[sections.toString('utf8', at + 5, nameEnd)] = documents;
    at = end;
  }
  return body;
}

function framed(answer: Body, to: number, { code, before }: { code: number; before: number }): Buffer {
  const body = serialize(answer);
  const head = Buffer.alloc(HEADER + before);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(to, 8);
  head.writeInt32LE(code, 12);
  if (code === REPLY.code) head.writeInt32LE(1, head.length - 4);
  return Buffer.concat([head, body]);
}
