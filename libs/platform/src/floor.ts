import type { Clock } from '@ekey/kernel';
import type { Documents } from '@ekey/documents';
import type { EventStore, ReactorStore } from '@ekey/event-store';
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
  readonly reactors: ReactorStore;
  readonly views: ViewStore;
  readonly documents: Documents;
}

/** Every port, with the adapters that a `main.ts` has chosen: the only difference between one process and five. */
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
  /** Rejects where nothing can be stored now: a full disk, one that was unmounted. */
  assertWritable?(): Promise<void>;
  close(): Promise<void>;
}
