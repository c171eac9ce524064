import { FileMailer } from './effects/file.mailer';
import { SmtpMailer, type SmtpMailingOptions } from './effects/smtp.mailer';
import type { Config } from '@ekey/platform';
import type { Mailing } from './ports';

export { notifyModule } from './notify.module';
export type { Mailing } from './ports';
export type { SmtpDeadlines, SmtpMailingOptions } from './effects/smtp.mailer';
export { readMessage, type ReadMessage } from './effects/read-message';

/**
 * Mails kept as files of the operating account, for a floor without a mail server.
 * @param directory made at the first mail, mode 0700
 * @param sender an address, or `name <address>`
 */
export function fileMailing(directory: string, sender: string): Mailing {
  const files = new FileMailer(directory, sender);
  return { mailer: files, outbox: files };
}

/**
 * Mails as the configuration sends them.
 * @param directory for those that are kept as files
 * @param passwordOf gives a password by the name of its secret
 */
export function mailingOf(config: Config, directory: string, passwordOf: (secret: string) => string): Mailing {
  if (config.MAIL === 'files') return fileMailing(directory, config.MAIL_FROM);
  const { SMTP_URL: url, SMTP_USER: user, MAIL_FROM: from } = config;
  return smtpMailing({ url, from, ...(user === undefined ? {} : { user, password: passwordOf('smtp-password') }) });
}

export interface SmtpMailing extends Mailing {
  /** @throws with a cause that names server and reason */
  assertReachable(): Promise<void>;
  close(): void;
}

/**
 * Mails handed to a mail server; connects with the first, so that the service may start before it.
 * @throws RangeError for an address or credentials that cannot be
 */
export function smtpMailing(options: SmtpMailingOptions): SmtpMailing {
  const mailer = new SmtpMailer(options);
  return { mailer, outbox: null, assertReachable: () => mailer.assertReachable(), close: () => mailer.close() };
}
