import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';

export interface Taken {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
  /** Who logged in, as AUTH PLAIN tells it; `null` for nobody. */
  readonly login: string | null;
  readonly isPrivate: boolean;
}

/** What is asked of a mail server, step by step. */
export type Step = 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'RSET' | 'QUIT';
const ORDERLY: Readonly<Record<Step, string>> = {
  ...{ greeting: '220 double', EHLO: '', STARTTLS: '220 go on', AUTH: '235 welcome', MAIL: '250 ok', RCPT: '250 ok' },
  ...{ DATA: '354 go on', message: '250 taken', RSET: '250 ok', QUIT: '221 bye' },
};

/** Stands in for a mail server (RFC 5321) that takes everything, or answers a step as a spec wants. */
export class SmtpDouble {
  readonly taken: Taken[] = [];
  /** Replies in the place of the orderly ones; `silence` says nothing, `hang up` ends the connection. */
  readonly answers = new Map<Step, string>();
  connections = 0;
  hangUps = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(
    readonly secure: SecureContext | undefined,
    private readonly takesLogins: boolean,
  ) {
    this.server = createServer((socket) => this.serve(socket));
  }

  static async open(
    options: { secure?: SecureContext; takesLogins?: boolean; port?: number } = {},
  ): Promise<SmtpDouble> {
    const double = new SmtpDouble(options.secure, options.takesLogins === true);
    await new Promise<void>((resolve) => double.server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return double;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket.on('error', () => socket.destroy()));
    new Conversation(this, socket, this.takesLogins).begin();
  }

  /** @returns whether it was said */
  say(socket: Socket, step: Step, orderly = ORDERLY[step]): boolean {
    const answer = this.answers.get(step) ?? orderly;
    if (answer === 'hang up') {
      this.hangUps += 1;
      socket.destroy();
    } else if (answer !== 'silence') socket.write(`${answer}\r\n`);
    return answer === orderly;
  }
}

/** One connection: commands by lines, and a message up to the line with a dot alone. */
class Conversation {
  private from = '';
  private to = '';
  private login: string | null = null;
  private rest = Buffer.alloc(0);
  private isMessage = false;

  constructor(
    private readonly double: SmtpDouble,
    private socket: Socket,
    private readonly takesLogins: boolean,
  ) {}

  begin(): void {
    this.listen();
    this.double.say(this.socket, 'greeting');
  }

  private listen(): void {
    this.socket.on('data', (bytes: Buffer) => {
      this.rest = Buffer.concat([this.rest, bytes]);
      this.read();
    });
  }

  private read(): void {
    for (;;) {
      const end = this.rest.indexOf(this.isMessage ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end + (this.isMessage ? 5 : 2));
      if (this.isMessage) this.take(part);
      else this.obey(part.toString('latin1'));
    }
  }

  private obey(line: string): void {
    const verb = line.split(' ')[0]!.toUpperCase() as Step;
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'MAIL') this.from = address;
    if (verb === 'RCPT') this.to = address;
    const isSaid = this.double.say(this.socket, verb, verb === 'EHLO' ? this.abilities() : this.orderly(verb));
    if (verb === 'AUTH' && isSaid && this.takesLogins)
      this.login = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
    if (verb === 'DATA') this.isMessage = isSaid;
    if (verb === 'STARTTLS' && isSaid) this.encrypt();
    if (verb === 'QUIT') this.socket.end();
  }

  private orderly(verb: Step): string {
    return verb === 'AUTH' && !this.takesLogins ? '502 5.5.1 no such command' : ORDERLY[verb];
  }

  private abilities(): string {
    const offered = [
      ...(this.double.secure !== undefined && !this.isPrivate ? ['STARTTLS'] : []),
      ...(this.takesLogins ? ['AUTH PLAIN'] : []),
    ];
    return ['250-double', ...offered.map((ability) => `250-${ability}`), '250 SIZE 1000000'].join('\r\n');
  }

  private get isPrivate(): boolean {
    return this.socket instanceof TLSSocket;
  }

  private encrypt(): void {
    this.socket.removeAllListeners('data');
    const { secure } = this.double;
    this.socket = new TLSSocket(this.socket, {
      isServer: true,
      ...(secure === undefined ? {} : { secureContext: secure }),
    });
    this.socket.on('error', () => this.socket.destroy());
    this.listen();
  }

  private take(stuffed: Buffer): void {
    this.isMessage = false;
    // RFC 5321 §4.5.2: a line that begins with a dot has got another one for the way.
    const bytes = Buffer.from(`${stuffed.toString('latin1')}\r\n`.replace(/(^|\r\n)\./g, '$1'), 'latin1');
    const { from, to, login, isPrivate } = this;
    if (this.double.say(this.socket, 'message')) this.double.taken.push({ from, to, bytes, login, isPrivate });
  }
}
