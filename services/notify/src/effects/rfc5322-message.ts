import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './mailer.port';

/** The same for every attempt of one sending, so that a mailbox that gets it twice shows it once. */
export const messageIdOf = ({ noticeId, sending }: OutgoingMail, sender: string): string =>
  `<${noticeId}.${sending}@${sender.slice(sender.lastIndexOf('@') + 1).replace(/>\s*$/, '')}>`;

/**
 * The message as it goes over the wire (RFC 5322, RFC 2045): text and HTML as alternatives, both UTF-8 in base64.
 * The bytes depend on nothing but the arguments.
 * @param sender an address, or `name <address>`
 */
export function rfc5322Message(mail: OutgoingMail, sender: string): Promise<Buffer> {
  const message = new MailComposer({
    from: sender,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: new Date(mail.askedAt),
    messageId: messageIdOf(mail, sender),
    // RFC 3834 §5: no out-of-office notice answers a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'base64',
    baseBoundary: mail.noticeId,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    message.compile().build((error: Error | null, bytes: Buffer) => (error ? reject(error) : resolve(bytes)));
  });
}
