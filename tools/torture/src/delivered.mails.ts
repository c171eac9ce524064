import { Maildir } from '@ekey/fleet';
import type { SentMails } from './besieged';

/** Mails of a mail server, which may take one over twice: it is then known by its `Message-ID`. */
export class DeliveredMails extends Maildir implements SentMails {
  sent(): readonly { readonly noticeId: string; readonly messageId: string }[] {
    return this.all().map(({ messageId }) => ({
      messageId,
      noticeId: /[0-9a-f-]{36}/.exec(messageId)?.[0] ?? messageId,
    }));
  }
}
