import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HttpClient, Mailbox, type Mail } from '@ekey/journeys';
import type { SentMails } from './besieged';
import { readMessage } from '@ekey/notify';

/** Time asked, notice, sending and attempt. */
const MAIL = /^[^_]+_([0-9a-f-]{36})_(\d+)-(\d+)_/;

/** The mails as files of the machine: read once each, however often somebody looks whether his has come. */
export class MailFolder extends Mailbox implements SentMails {
  private readonly byName = new Map<string, Mail>();

  constructor(
    private readonly folder: string,
    url: string,
  ) {
    super(new HttpClient(url));
  }

  /** Names of all mails, oldest first. */
  names(): readonly string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => name.endsWith('.eml'))
        .sort();
    } catch {
      // The folder is made with the first mail.
      return [];
    }
  }

  sent(): readonly { readonly noticeId: string; readonly messageId: string }[] {
    return this.names().map((name) => ({ noticeId: MAIL.exec(name)?.[1] ?? name, messageId: name }));
  }

  override async mailsTo(address: string): Promise<readonly Mail[]> {
    return this.names()
      .map((name) => this.mail(name))
      .filter(({ to }) => to === address);
  }

  private mail(name: string): Mail {
    const known = this.byName.get(name) ?? readMessage(readFileSync(path.join(this.folder, name)));
    this.byName.set(name, known);
    return known;
  }
}
