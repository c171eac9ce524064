import type { ReactorStore } from '@ekey/event-store';
import { openSqliteReactorStore } from '@ekey/event-store/sqlite';
import { closeDatabase } from '@ekey/sqlite';
import type { ViewStore } from '@ekey/views';
import { openSqliteViews, openViewsDatabase } from '@ekey/views/sqlite';
import { credentialsOf } from '../servers/given.secrets';
import type { Foundation } from './foundation';

/** The views of a service, and where its reactors keep how far they have got if their feeds do not. */
export interface ServiceViews {
  readonly views: ViewStore;
  readonly reactors: ReactorStore;
}

export type OpenViews = (service: string) => ServiceViews;

/** @throws RangeError for an address that cannot be right, SecretMissing */
export async function chooseViews({ config, data, opened }: Foundation): Promise<OpenViews> {
  if (config.VIEWS === 'sqlite')
    return (service) => {
      const database = openViewsDatabase(data.of(service, 'views.db'));
      const views = opened.add(openSqliteViews({ database }));
      return { views, reactors: openSqliteReactorStore(database) };
    };
  const { openMongoViews } = await import('@ekey/views/mongo');
  const credentials = credentialsOf(config.SECRETS_DIR, config.MONGODB_USER, 'mongodb-password');
  return (service) => {
    const database = `${config.MONGODB_PREFIX}-${service}`;
    const given = credentials === undefined ? {} : { credentials };
    const views = opened.add(openMongoViews({ url: config.MONGODB_URL, database, ...given }));
    opened.watch(`MongoDB (${service})`, () => views.ping());
    // What a view was given is stored when it says so: where the groups of Kafka keep their place, nobody else has to.
    if (config.MESSAGING === 'kafka') return { views, reactors: KEPT_BY_GROUPS };
    const kept = openViewsDatabase(data.of(service, 'reactors.db'));
    opened.add({ close: () => closeDatabase(kept) });
    return { views, reactors: openSqliteReactorStore(kept) };
  };
}

const nobody = (): never => {
  throw new Error('reactors that are fed by Kafka keep what they could not handle there');
};
/** For reactors that are fed by Kafka. */
export const KEPT_BY_GROUPS: ReactorStore = {
  checkpoint: async () => 0,
  saveCheckpoint: async () => undefined,
  ...{ park: nobody, parkedKeys: nobody, parked: nobody, unpark: nobody },
};
