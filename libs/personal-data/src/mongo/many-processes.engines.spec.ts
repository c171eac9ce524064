/** @engines mongodb */
import { caseKey } from '@ekey/kernel';
import { dropDatabase, mongoServers, newDatabase, withDatabase } from '@ekey/mongo/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeyErased, KeyMissing, OtherSecrets } from '../personal-data.port';
import { openMongoPersonalData, type MongoPersonalData, type MongoPersonalDataOptions } from './mongo.personal-data';

const AT = '2026-03-02T01:00:00.000Z';
const owner = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000001');
const other = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000002');
const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };

interface Stored {
  readonly _id: string;
  readonly wrapped: { readonly buffer: Uint8Array };
}

describe.each(mongoServers(process.env))('processes that share keys on $name', (server) => {
  let database: string;
  let open: MongoPersonalData[];
  const start = (changed: Partial<MongoPersonalDataOptions> = {}): MongoPersonalData => {
    const personalData = openMongoPersonalData({ url: server.url, database, ...secrets, ...changed });
    open.push(personalData);
    return personalData;
  };
  const inKeys = <Result>(work: Parameters<typeof withDatabase<Result>>[2]) => withDatabase(server, database, work);
  const keyOf = (whose: string): Promise<Stored | null> =>
    inKeys((db) => db.collection<Stored>('keys').findOne({ _id: whose }));
  const putKey = (key: Stored): Promise<unknown> =>
    inKeys((db) => db.collection<Stored>('keys').replaceOne({ _id: key._id }, key, { upsert: true }));
  beforeEach(() => {
    database = newDatabase();
    open = [];
  });
  afterEach(async () => {
    for (const each of open) await each.close();
    // In this order: a stand-in that drops a database takes those whose names begin with its name along.
    for (const each of [`${database}-tombstones`, database]) await dropDatabase(server, each);
  });

  it('make one key for an owner, whoever comes first, and use it all', async () => {
    const processes = Array.from({ length: 4 }, () => start());
    const owners = Array.from({ length: 10 }, (_none, index) => caseKey(`case-${index}`));
    const sealed = await Promise.all(
      processes.flatMap((each) => owners.map((whose) => each.seal(whose, 'agent', `${whose} 张三`))),
    );
    for (const each of processes)
      for (const value of sealed) expect(await each.open(value)).toBe(`${value.owner} 张三`);
  });

  it('use a key no more once another has destroyed it, after the moment for which they trust it', async () => {
    const [one, another] = [start(), start({ trust: 300 })];
    const sealed = await one.seal(owner, 'agent', '张三');
    expect(await another.open(sealed)).toBe('张三');
    await one.erase(owner, AT);
    const meanwhile = await another.seal(owner, 'agent', '李四').catch((error: unknown) => error);
    await sleep(300);
    expect(await another.open(sealed)).toBeNull();
    await expect(another.seal(owner, 'agent', '王五')).rejects.toThrow(KeyErased);
    if (meanwhile instanceof Error) expect(meanwhile).toBeInstanceOf(KeyErased);
    else for (const each of [one, another]) expect(await each.open(meanwhile as typeof sealed)).toBeNull();
  });

  it('take a key that is destroyed while it is made for erased, and leave none behind', async () => {
    for (let round = 0; round < 10; round += 1) {
      const whose = caseKey(`case-${round}`);
      const [one, another] = [start(), start()];
      const [sealing] = await Promise.allSettled([one.seal(whose, 'agent', '张三'), another.erase(whose, AT)]);
      if (sealing.status === 'rejected') expect(sealing.reason).toBeInstanceOf(KeyErased);
      else expect(await start().open(sealing.value)).toBeNull();
      expect(await keyOf(whose)).toBeNull();
    }
  });

  it('do not bring a destroyed key back when older keys are restored, and remove it at the next start', async () => {
    const sealed = await start().seal(owner, 'agent', '张三');
    const saved = (await keyOf(owner)) as Stored;
    await start().erase(owner, AT);
    const running = start();
    await running.ping();
    await putKey(saved);
    expect(await running.open(sealed)).toBeNull();
    expect(await start().open(sealed)).toBeNull();
    expect(await keyOf(owner)).toBeNull();
  });

  it('are refused under another master key or index key, and change nothing', async () => {
    const sealed = await start().seal(owner, 'agent', '张三');
    for (const changed of [{ masterKey: Buffer.alloc(32, 9) }, { indexKey: Buffer.alloc(32, 9) }]) {
      const stranger = start(changed);
      for (const refused of [stranger.ping(), stranger.open(sealed), stranger.seal(other, 'agent', '李四')])
        await expect(refused).rejects.toThrow(OtherSecrets);
    }
    expect(await keyOf(other)).toBeNull();
    expect(() => start({ masterKey: Buffer.alloc(16) })).toThrow('a secret of 32 bytes is needed');
  });

  it('take a key that was damaged, or put in the place of another, for missing and not for erased', async () => {
    const sealed = await start().seal(owner, 'agent', '张三');
    await start().seal(other, 'agent', '李四');
    await putKey({ ...((await keyOf(other)) as Stored), _id: owner });
    await expect(start().open(sealed)).rejects.toThrow(KeyMissing);
    await expect(start().seal(owner, 'agent', '王五')).rejects.toThrow(KeyMissing);
  });
});
