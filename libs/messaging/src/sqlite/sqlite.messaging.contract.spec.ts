import { BROKEN_RECORD, BrokenRecord } from '@ekey/event-store';
import { DatabaseSync } from '@photostructure/sqlite';
import fs, { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeMessagingContract, keptCheckpoints, verified } from '../messaging.contract';
import { openSqliteMessaging, type SqliteMessaging } from './sqlite.messaging';

const TOPIC = 'review.events';
const newFile = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'messaging-')), 'messages.db');

describeMessagingContract('sqlite', async () => {
  const file = newFile();
  let messaging = openSqliteMessaging({ file });
  return {
    messaging,
    reopen: async () => {
      await messaging.close();
      return (messaging = openSqliteMessaging({ file }));
    },
    dispose: async () => {
      await messaging.close();
      rmSync(path.dirname(file), { recursive: true });
    },
  };
});

describeMessagingContract('sqlite in memory', async () => {
  const messaging = openSqliteMessaging({ file: ':memory:' });
  // What is in memory ends with its process: the next one is this one.
  return { messaging, reopen: async () => messaging, dispose: () => messaging.close() };
});

describe('the file of the messages', () => {
  let file: string;
  let messaging: SqliteMessaging;
  beforeEach(() => {
    file = newFile();
    messaging = openSqliteMessaging({ file });
  });
  afterEach(async () => {
    await messaging.close();
    rmSync(path.dirname(file), { recursive: true });
  });
  const execute = (sql: string): void => {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
  };

  it.each([
    ['cannot be read', `UPDATE messages SET data = x'41' WHERE position = 2`],
    ['was changed', `UPDATE messages SET data = CAST(replace(data, 'round', 'Round') AS BLOB) WHERE position = 2`],
    ['tells another time', 'UPDATE messages SET at = at + 1 WHERE position = 2'],
    [
      'tells another case',
      'UPDATE messages SET subject = (SELECT subject FROM messages WHERE position = 1) WHERE position = 2',
    ],
  ])('delivers a record that %s as a broken one, and all others as they are', async (_what, damage) => {
    await messaging.publish(TOPIC, [verified(0), verified(1), verified(2)]);
    execute(damage);
    const stopping = new AbortController();
    for await (const batch of messaging.feed(TOPIC, keptCheckpoints()).batches('queue', stopping.signal)) {
      expect(batch.facts.map(({ type }) => type)).toEqual([verified(0).type, BROKEN_RECORD, verified(2).type]);
      expect(batch.facts[1]?.meta).toMatchObject({ position: 2, revision: 1, id: verified(1).id });
      break;
    }
    await expect(messaging.read(TOPIC, 0, 10)).rejects.toThrow(BrokenRecord);
    expect(await messaging.read(TOPIC, 2, 10)).toHaveLength(1);
  });

  it.each([
    ['type', verified(1).type],
    ['stream', 'review.Review'],
  ])(
    'delivers records that have lost the name of their %s as broken ones, each of its own case',
    async (_what, name) => {
      await messaging.publish(TOPIC, [verified(0), verified(1)]);
      execute(`DELETE FROM names WHERE name = '${name}'`);
      for await (const batch of messaging
        .feed(TOPIC, keptCheckpoints())
        .batches('queue', new AbortController().signal)) {
        expect(batch.facts.map(({ type }) => type)).toEqual([BROKEN_RECORD, BROKEN_RECORD]);
        expect(batch.facts[1]).toMatchObject({
          data: { cause: expect.stringContaining('lost a name') as string },
          meta: { position: 2, subject: verified(1).subject },
        });
        break;
      }
      await expect(messaging.read(TOPIC, 0, 10)).rejects.toThrow('it has lost a name');
    },
  );

  it('is refused where a topic has lost its name, since nobody would be told its messages', async () => {
    await messaging.publish('intake.events', [verified(0)]);
    await messaging.publish(TOPIC, [verified(0), verified(1)]);
    await messaging.close();
    execute(`DELETE FROM names WHERE name = '${TOPIC}'`);
    expect(() => openSqliteMessaging({ file })).toThrow(`${file} has lost the name of a topic`);
    execute(`INSERT INTO names SELECT max(topic), '${TOPIC}' FROM messages`);
    messaging = openSqliteMessaging({ file });
    expect(await messaging.read(TOPIC, 0, 10)).toHaveLength(2);
  });

  it('stores a message once, however often it comes, and all of a call or none', async () => {
    const messages = [0, 1, 2, 3].map((index) => verified(index));
    await messaging.publish(TOPIC, messages.slice(0, 2));
    await Promise.all([messaging.publish(TOPIC, messages), messaging.publish(TOPIC, messages.slice(1, 3))]);
    await messaging.publish(TOPIC, [...messages.slice(0, 1), ...messages.slice(0, 1)]);
    expect((await messaging.read(TOPIC, 0, 10)).map(({ message }) => message)).toEqual(messages);
  });

  it('tells nothing more once the disk has refused a commit, before it was opened again', async () => {
    await messaging.publish(TOPIC, [verified(0)]);
    const eio = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    const disk = jest.spyOn(fs, 'fdatasync').mockImplementation(((_file: number, done: (error: Error) => void) => {
      setImmediate(() => done(eio));
    }) as never);
    await expect(messaging.publish(TOPIC, [verified(1)])).rejects.toBe(eio);
    disk.mockRestore();
    await expect(messaging.publish(TOPIC, [verified(1)])).rejects.toBe(eio);
    await expect(messaging.read(TOPIC, 0, 10)).rejects.toBe(eio);
    const delivery = messaging.feed(TOPIC, keptCheckpoints()).batches('queue', new AbortController().signal);
    await expect(delivery[Symbol.asyncIterator]().next()).rejects.toBe(eio);
    await messaging.close();
    messaging = openSqliteMessaging({ file });
    await messaging.publish(TOPIC, [verified(1)]);
    expect((await messaging.read(TOPIC, 0, 10)).map(({ message }) => message.id)).toEqual(
      [verified(0), verified(1)].map(({ id }) => id),
    );
  });

  it('takes less than 160 bytes for a message beside its data', async () => {
    const messages = Array.from({ length: 2_000 }, (_none, index) => verified(index, { data: {} }));
    await messaging.publish(TOPIC, messages);
    await messaging.close();
    expect(statSync(file).size / 2_000).toBeLessThan(160);
  });

  it('is refused where it is no database, naming it', async () => {
    await messaging.close();
    writeFileSync(file, 'nothing that messages were ever written to');
    expect(() => openSqliteMessaging({ file })).toThrow(expect.objectContaining({ name: 'UnreadableStore', file }));
  });
});
