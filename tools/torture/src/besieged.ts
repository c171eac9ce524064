import type { Mailbox } from '@ekey/journeys';
import type { Chance } from './chance';

/** The mails that were sent, as they can be seen from outside. */
export interface SentMails extends Mailbox {
  /** The notice and the attempt of every mail, as often as it was sent. */
  sent(): readonly { readonly noticeId: string; readonly messageId: string }[];
}

/** What is killed again and again while cases are under way. */
export interface Besieged {
  /** The one origin at which every service answers. */
  readonly url: string;
  readonly mails: SentMails;
  /** The time that its processes know, ISO 8601. */
  now(): string;
  /** Whether a mail may come twice, with the same `Message-ID`. */
  readonly mailsMayRepeat: boolean;
  /** From ready to the next kill, in milliseconds: long enough for some of the work to be under way again. */
  readonly lull: readonly [least: number, most: number];
  /** How the security administrator logs in first, as the host is told. */
  firstLogIn(): Promise<string>;
  /** Resolves when it answers (again); at once where it does. @throws where it was stopped for good. */
  ready(): Promise<void>;
  /**
   * Kills something, without asking or telling it, and lets it come up again.
   * @param left how many more kills there may be, this one included
   * @returns what was killed, a word each
   */
  strike(chance: Chance, left: number): Promise<readonly string[]>;
  /** Lets so much time pass, in milliseconds: from now on its processes know a later one. */
  moveOn(byMs: number): Promise<void>;
  /** Kills what a request that is under way may be with, and lets it come up again. */
  cutOff(): Promise<void>;
  /** Resolves when all that was struck is up again and what follows from the last fact has followed. @throws where one did not come up */
  atRest(): Promise<void>;
  /** Where each process tells of its health and its reactors. */
  processes(): readonly string[];
  /** What is wrong with it: processes that ended by themselves, views that are not what a replay makes, broken records. */
  faults(): Promise<readonly string[]>;
  readonly figures: () => Readonly<Record<string, number>>;
  stop(): Promise<unknown>;
}
