import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import { AddressRefused, type Mailer, type OutgoingMail } from './mailer.port';
import { messageIdOf, rfc5322Message } from './rfc5322-message';
import { smtpAddressOf, type SmtpAddress } from './smtp-address';
import { failureOf } from './smtp-failure';

/** All in milliseconds. */
export interface SmtpDeadlines {
  /** Until the server has greeted. */
  readonly connect: number;
  /** How long it may say nothing afterwards. */
  readonly silence: number;
  /** Until a mail is taken over, with all that was tried again. */
  readonly send: number;
}

export interface SmtpMailingOptions {
  /** `smtps://host[:port]`, or `smtp://host[:port]` with STARTTLS; `smtp://host[:port]?tls=none` in clear. */
  readonly url: string;
  /** User and password go over TLS only, and a server that takes none is refused. */
  readonly user?: string;
  readonly password?: string;
  /** An address, or `name <address>`. */
  readonly from: string;
  /** CA certificates (PEM) that the server is trusted by beside the known ones. */
  readonly tlsCa?: string | Buffer;
  readonly deadlines?: Partial<SmtpDeadlines>;
}

const DEADLINES: SmtpDeadlines = { connect: 10_000, silence: 30_000, send: 60_000 };
const MOST_CONNECTIONS = 4;
const ONE_ADDRESS = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()\\]+$/;

/**
 * The mailer of a floor with a mail server: each mail over one of a few lasting connections. An attempt that is repeated is
 * sent again, with the same Message-ID and the same bytes; nothing is kept.
 */
export class SmtpMailer implements Mailer {
  private readonly address: SmtpAddress;
  private readonly deadlines: SmtpDeadlines;
  private readonly sender: string;
  private readonly transport: Transporter<SMTPPool.SentMessageInfo>;

  /** @throws RangeError for an address or credentials that cannot be */
  constructor(options: SmtpMailingOptions) {
    this.address = smtpAddressOf(options.url);
    this.deadlines = { ...DEADLINES, ...options.deadlines };
    this.sender = options.from;
    this.transport = createTransport(poolOf(options, this.address, this.deadlines));
  }

  async send(mail: OutgoingMail): Promise<{ readonly messageId: string }> {
    // The client would read a list of recipients out of it.
    if (!ONE_ADDRESS.test(mail.to)) throw new AddressRefused('not an address');
    const envelope = { from: addressIn(this.sender), to: [mail.to] };
    const message = { envelope, raw: await rfc5322Message(mail, this.sender) };
    const signal = AbortSignal.timeout(this.deadlines.send);
    try {
      await this.transport.sendMail({ ...message, signal } as typeof message);
    } catch (error) {
      throw failureOf(error, this.address.name);
    }
    return { messageId: messageIdOf(mail, this.sender) };
  }

  /** Nothing is kept here. */
  async forget(): Promise<void> {}

  /** @throws MailServerUnavailable with a cause that names server and reason: not there, no TLS, no log-in. */
  async assertReachable(): Promise<void> {
    try {
      await this.transport.verify();
    } catch (error) {
      throw failureOf(error, this.address.name);
    }
  }

  /** A mail that is being sent is sent; the others are not. */
  close(): void {
    this.transport.close();
  }
}

function poolOf(options: SmtpMailingOptions, address: SmtpAddress, deadlines: SmtpDeadlines): SMTPPool.Options {
  const auth = authOf(options, address);
  const tls = options.tlsCa === undefined ? {} : { tls: { secureContext: trusting(options.tlsCa) } };
  const given: SMTPPool.Options & { readonly forceAuth: boolean; readonly maxRequeues: number } = {
    ...{ pool: true, host: address.host, port: address.port, logger: false },
    ...{ secure: address.tls === 'at-once', requireTLS: address.tls === 'after-greeting' },
    ...{ ignoreTLS: address.tls === 'none', ...tls },
    // Otherwise credentials are passed over in silence where the server does not ask for them.
    ...{ forceAuth: auth !== undefined, ...(auth === undefined ? {} : { auth }) },
    ...{ connectionTimeout: deadlines.connect, greetingTimeout: deadlines.connect, dnsTimeout: deadlines.connect },
    ...{ socketTimeout: deadlines.silence },
    // A lasting connection that the server has left is made anew, once: more is for the notice to try.
    ...{ maxConnections: MOST_CONNECTIONS, maxRequeues: 1 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
  return given;
}

function authOf({ user, password }: SmtpMailingOptions, { tls }: SmtpAddress) {
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined || password === undefined)
    throw new RangeError('a mail server knows user and password together');
  if (tls === 'none') throw new RangeError('a password goes over TLS only');
  return { user, pass: password };
}

/** Made once: reading all known certificates for each connection takes longer than the mail. */
const trusting = (tlsCa: string | Buffer): SecureContext => createSecureContext({ ca: [...rootCertificates, tlsCa] });

const addressIn = (sender: string): string => /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
