import type { Checkpoints, EventStore } from '@ekey/event-store';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { logger } from '@ekey/platform';
import { credentialsOf } from '../servers/given.secrets';
import type { Foundation } from './foundation';

/** The log of a service. */
export type OpenEventStore = (service: string, checkpoints: Checkpoints) => EventStore;

/** @throws RangeError for an address that cannot be right, SecretMissing */
export async function chooseEventStore({ config, data, opened }: Foundation): Promise<OpenEventStore> {
  if (config.EVENT_STORE === 'sqlite')
    return (owner, checkpoints) =>
      opened.add(openSqliteEventStore({ file: data.of(owner, 'events.db'), owner, checkpoints }));
  const { openKurrentEventStore } = await import('@ekey/event-store/kurrent');
  const credentials = credentialsOf(config.SECRETS_DIR, config.KURRENTDB_USER, 'kurrentdb-password');
  return (owner, checkpoints) => {
    const store = opened.add(
      openKurrentEventStore({
        ...{ url: config.KURRENTDB_URL, prefix: config.KURRENTDB_PREFIX, owner, checkpoints },
        ...(credentials === undefined ? {} : { credentials }),
        onFault: (subject, cause) => logger().warn({ subject, cause }, 'the event store'),
      }),
    );
    opened.watch(`KurrentDB (${owner})`, async () => {
      const { reachable, cause = '' } = await store.health();
      if (!reachable) throw new Error(cause);
    });
    return store;
  };
}
