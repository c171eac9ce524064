import type { KeyOwner } from '@ekey/kernel';
import type { Mail } from '../notice/templates';

/** A mail with its envelope. Notice, sending and attempt name it; the rest may not tell it apart from another. */
export interface OutgoingMail extends Mail {
  readonly noticeId: string;
  readonly sending: number;
  readonly attempt: number;
  /** When the attempt was asked for, ISO 8601: the same however often the attempt is repeated. */
  readonly askedAt: string;
  readonly to: string;
  /** Whose keys sealed what the mail says; it may be kept only as long as all of them exist. */
  readonly owners: readonly KeyOwner[];
}

/** How mails leave the system. Giving the same attempt again sends nothing again where that can be known. */
export interface Mailer {
  /**
   * Resolves when the next one has taken the mail over: a disk, or a mail server.
   * @returns the Message-ID, the same for every attempt of a sending
   * @throws AddressRefused where trying again is of no use, MailServerUnavailable where it may help, or the system's error where
   * a disk takes nothing
   */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string }>;
  /** Removes every mail kept here that holds data of this owner; to be called once the owner's key is destroyed. */
  forget(owner: KeyOwner): Promise<void>;
}

/** Nothing can be delivered to this address. */
export class AddressRefused extends Error {
  constructor(readonly reply: string) {
    super(`the address was refused: ${reply}`);
    this.name = 'AddressRefused';
  }
}

/** The mail was not taken over; nobody knows of it. */
export class MailServerUnavailable extends Error {
  constructor(cause: unknown) {
    super('the mail was not taken over', { cause });
    this.name = 'MailServerUnavailable';
  }
}
