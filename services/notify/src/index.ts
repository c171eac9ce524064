import { FileMailer } from './effects/file.mailer';
import type { Mailing } from './ports';

export { notifyModule } from './notify.module';
export type { Mailing } from './ports';
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
