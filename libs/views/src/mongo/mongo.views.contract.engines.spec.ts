/** @engines mongodb */
import { dropDatabase, mongoServers, newDatabase, withDatabase } from '@ekey/mongo/testing';
import { describeViewsContract } from '../views.contract';
import { openMongoViews } from './mongo.views';
import type { StoredView } from './view-filter';

describe.each(mongoServers(process.env))('$name', (server) => {
  describeViewsContract(`mongo on ${server.name}`, async () => {
    const database = newDatabase();
    const open = () => openMongoViews({ url: server.url, database, patience: 200 });
    let views = open();
    return {
      views,
      reopen: async () => {
        await views.close();
        return (views = open());
      },
      tamper: (view, key) =>
        withDatabase(server, database, async (db) => {
          const stored = db.collection<StoredView>(`view.${view}.1`);
          const { parts } = (await stored.findOne({ _id: key })) as StoredView;
          await stored.updateOne({ _id: key }, { $set: { parts: parts.replace('A1', 'A2') } });
        }),
      dispose: async () => {
        await views.close();
        await dropDatabase(server, database);
      },
    };
  });
});
