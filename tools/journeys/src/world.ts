import type { Span } from '@ekey/kernel/testing';
import type { KeySource } from '@ekey/soft-token';
import type { Transport } from './http-client';
import type { Mailbox } from './mailbox';

/** Of a CloudEvent what a journey looks at. */
export interface PublishedMessage {
  readonly type: string;
  readonly subject: string;
  readonly data: object;
}

/** Where a journey takes place: nothing but an origin to call, and what the floor gives besides. */
export interface World {
  /** The one origin at which every service answers, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** How requests get there, where not by `fetch`. */
  readonly transport?: Transport;
  /** The time that the services know, ISO 8601. */
  now(): string;
  /** Moves that time on, and lets everything happen that is due by then. Only a floor with a clock of its own can. */
  readonly letPass?: (by: Span) => Promise<void>;
  /** Resolves when everything has followed that follows from what has happened; only a floor that can tell does. */
  readonly settled?: () => Promise<void>;
  /** The log-in that the first start told to who runs the host. */
  readonly firstAdministrator: { readonly login: string; readonly password: string };
  /** Where tokens get their keys from. */
  readonly keys: KeySource;
  /** What a service has told the others so far, in the order of each subject; only a floor that shows it can. */
  readonly published?: (service: string) => Promise<readonly PublishedMessage[]>;
  /** Reads the mails, where that can be done otherwise than in the pages of support. */
  readonly mailbox?: Mailbox;
  end(): Promise<void>;
}
