import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HttpClient, Mailbox, type Mail } from '@ekey/journeys';
import { readMessage, type ReadMessage } from '@ekey/notify';

/** Mails as the mail server has delivered them, each a file. */
export class Maildir extends Mailbox {
  private readonly byName = new Map<string, ReadMessage>();
  private readonly before: ReadonlySet<string>;

  /** @param folder may hold mails of earlier worlds, which are nobody's business here. */
  constructor(
    private readonly folder: string,
    url: string,
  ) {
    super(new HttpClient(url));
    this.before = new Set(this.files());
  }

  /** Every mail that was delivered, oldest first. */
  all(): readonly ReadMessage[] {
    return this.files()
      .filter((file) => !this.before.has(file))
      .sort((one, other) => orderOf(one) - orderOf(other))
      .map((file) => this.mail(file));
  }

  override async mailsTo(address: string): Promise<readonly Mail[]> {
    return this.all().filter(({ to }) => to === address);
  }

  private files(): string[] {
    return ['new', 'cur'].flatMap((part) => namesIn(path.join(this.folder, part)));
  }

  private mail(file: string): ReadMessage {
    const known = this.byName.get(file) ?? readMessage(asSent(file));
    this.byName.set(file, known);
    return known;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    // Made with the first mail.
    return [];
  }
}

/** Maildir names begin with the second of the delivery; within it, Postfix tells the microsecond (`M<n>`). */
function orderOf(file: string): number {
  const [, second = '0', micros = '0'] = /^(\d+)\.V[^M]*M(\d+)/.exec(path.basename(file)) ?? [];
  return Number(second) * 1_000_000 + Number(micros);
}

/** A server keeps the lines of a mail as its system ends them; on their way they ended as RFC 5321 wants it. */
const asSent = (file: string): Buffer => Buffer.from(readFileSync(file, 'latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
