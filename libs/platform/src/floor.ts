import type { Clock } from '@ekey/kernel';
import type { Documents } from '@ekey/documents';
import type { EventStore, Feed, Reactor, ReactorStore } from '@ekey/event-store';
import type { Messaging } from '@ekey/messaging';
import type { PersonalData } from '@ekey/personal-data';
import type { ViewStore } from '@ekey/views';
import type { Config } from './config';
import type { AccessLog } from './security/access-log';
import type { Secrets } from './security/secrets';
import type { SessionStore } from './security/session-store';
import type { TokenKeys } from './security/token-keys';

/** What one service stands on. */
export interface ServiceFloor {
  readonly eventStore: EventStore;
  /** Its own log as its reactors are given it: by the store itself, or by a topic that its processes share out. */
  readonly log: Feed;
  /** What brings it to that topic. */
  readonly relay?: { readonly feed: Feed; readonly reactor: Reactor };
  /** How far reactors have got and what they could not handle, where their feeds do not keep that. */
  readonly reactors: ReactorStore;
  readonly views: ViewStore;
  readonly documents: Documents;
}

/** A disk that cannot be written, or a server that does not answer; holds nothing secret. */
export interface Unusable {
  readonly what: string;
  readonly cause: string;
}

/** Every port, with the adapters that the settings have chosen: the only difference between one process and five. */
export interface Floor {
  readonly config: Config;
  readonly clock: Clock;
  readonly messaging: Messaging;
  readonly personalData: PersonalData;
  readonly secrets: Secrets;
  readonly sessions: SessionStore;
  readonly accessLog: AccessLog;
  readonly tokenKeys: TokenKeys;
  service(name: string): ServiceFloor;
  /** What of it cannot be used now. */
  unusable?(): Promise<readonly Unusable[]>;
  /** What was found missing or altered and is refused to whoever asks for it; all else can be used. */
  damaged?(): readonly Unusable[];
  close(): Promise<void>;
}
