import type { Mailer } from './effects/mailer.port';
import type { Outbox } from './effects/outbox.port';

/** Injection tokens of what only notify needs. */
export const NOTICE_PORTS = Symbol('NoticePorts');
export const OUTBOX = Symbol('Outbox');
export const MAILING = Symbol('Mailing');

/** How mails leave on a floor; `outbox` only where they are kept instead of sent. */
export interface Mailing {
  readonly mailer: Mailer;
  readonly outbox: Outbox | null;
  /** Where there is a mail server. @throws with a cause that names it and why it cannot be used */
  assertReachable?(): Promise<void>;
  /** Lets go of the mail server. */
  close?(): void;
}
