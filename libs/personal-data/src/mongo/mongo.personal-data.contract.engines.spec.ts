/** @engines mongodb */
import { dropDatabase, mongoServers, newDatabase, withDatabase } from '@ekey/mongo/testing';
import { describePersonalDataContract } from '../personal-data.contract';
import { openMongoPersonalData } from './mongo.personal-data';

describe.each(mongoServers(process.env))('$name', (server) => {
  describePersonalDataContract(`mongo on ${server.name}`, async () => {
    const [database, tombstonesDatabase] = [newDatabase(), newDatabase()];
    const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };
    const open = () => openMongoPersonalData({ url: server.url, database, tombstonesDatabase, ...secrets });
    let personalData = open();
    return {
      personalData,
      reopen: async () => {
        await personalData.close();
        return (personalData = open());
      },
      loseKey: (owner) =>
        withDatabase(server, database, async (db) => {
          await db.collection<{ _id: string }>('keys').deleteOne({ _id: owner });
        }),
      dispose: async () => {
        await personalData.close();
        for (const each of [database, tombstonesDatabase]) await dropDatabase(server, each);
      },
    };
  });
});
