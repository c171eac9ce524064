import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { NO_STREAM } from '@ekey/event-store';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { until } from '@ekey/journeys';
import { accountKey } from '@ekey/kernel';
import { check } from '../../src/host/check';
import { runCommand } from '../../src/host/run-command';
import { forgotten, mailsIn, newHouse, NOON, settingsOf, type House } from './house';

const NO_CHECKPOINTS = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
let house: House;
let folder: string;

beforeAll(async () => {
  house = await newHouse();
  for (const count of [1, 2, 3]) await forgotten(house.standalone.floor, count);
  await house.standalone.floor.service('intake').documents.put(CASE, Buffer.from('a scan'), 'image/jpeg');
  await until(
    'the mails are out',
    async () => mailsIn(house.data).length,
    (mails) => mails === 3,
  );
  await until(
    'the first administrator is told of',
    () => house.standalone.floor.messaging.read('review.events', 0, 10),
    (messages) => messages.length === 1,
  );
  await house.standalone.floor.personalData.erase(accountKey('account-3'), house.clock.now());
});
afterAll(() => house.end());

/** Adds a fact to the log of intake, which nobody has open. */
async function notedIn(file: string, data: object): Promise<void> {
  const log = openSqliteEventStore({ file, owner: 'intake', checkpoints: NO_CHECKPOINTS });
  await log.append({
    ...{ stream: `intake.KeyApplication-${CASE}`, expectedRevision: NO_STREAM, ids: [randomUUID()] },
    ...{ facts: [{ type: 'Noted', data, schemaVersion: 1 }], trace: { commandId: randomUUID(), requestDigest: '' } },
    ...{ recordedAt: NOON, correlationId: CASE, causationId: CASE, actor: { kind: 'service', id: 'test' } },
  });
  await log.close();
}

const of = (...names: readonly string[]): string => path.join(folder, ...names);

describe('a check', () => {
  it('finds nothing broken in a house that is at work, and says what it has seen', async () => {
    const { ok, text } = await house.run('check');
    expect(text).toContain('Nothing is broken.');
    expect(text).toContain(`${path.join(house.data, 'messages.db')}: 4`);
    expect(text).toContain(`${path.join(house.data, 'documents')}: 1`);
    expect(ok).toBe(true);
  });

  it('looks for documents where the settings say that they are', async () => {
    const elsewhere = { ...settingsOf(house.data), DOCUMENTS: 'minio' };
    const { ok, text } = await runCommand(['check'], elsewhere);
    expect({ ok, text }).toEqual({ ok: false, text: expect.stringContaining('minio-secret-key') as string });
  });

  it('needs data to look at', async () => {
    const none = path.join(house.folder, 'none');
    await expect(check(none)).rejects.toThrow(`${none} holds no data of ekey`);
  });

  describe('of what was damaged', () => {
    beforeEach(async () => {
      await house.stop();
      folder = path.join(mkdtempSync(path.join(tmpdir(), 'ekey-check-')), 'data');
      cpSync(house.data, folder, { recursive: true });
    });
    afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

    const change = (file: string, sql: string): void => {
      const database = new DatabaseSync(of(file));
      database.exec(sql);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    };
    const scan = (): string => of('documents', CASE, readdirSync(of('documents', CASE))[0] as string);

    it.each<[what: string, damage: () => void, found: readonly string[]]>([
      [
        'a record in the middle of a log',
        () => change('notify/events.db', `UPDATE facts SET fact = CAST(fact || ' ' AS BLOB) WHERE position = 2`),
        ['notify/events.db: record 2 of notify.Notice-', 'its checksum is wrong'],
      ],
      [
        'a record that is gone',
        () => change('notify/events.db', 'DELETE FROM facts WHERE position = 2'),
        ['record 2 is missing'],
      ],
      ['the end of a log', () => truncateSync(of('notify/events.db'), 8_192), ['notify/events.db']],
      [
        'a message',
        () => change('messages.db', `UPDATE messages SET data = x'40' WHERE subject = 'account-2'`),
        ['messages.db: intake.events: record', 'of intake.Account-account-2 is broken'],
      ],
      [
        'a key',
        () => change('keys.db', `UPDATE keys SET wrapped = zeroblob(60) WHERE owner = 'account:account-1'`),
        ['keys.db: the key of account:account-1 does not unwrap', 'the key of account:account-1 is missing'],
      ],
      [
        'a key that is gone, and nobody has destroyed it',
        () => change('keys.db', `DELETE FROM keys WHERE owner = 'account:account-2'`),
        ['notify/events.db (seals)', 'the key of account:account-2 is missing'],
      ],
      [
        'the master key',
        () => writeFileSync(of('secrets/master-key.key'), Buffer.alloc(32, 7)),
        ['does not unwrap', 'cannot be opened'],
      ],
      ['a document', () => writeFileSync(scan(), 'another scan'), [`documents/${CASE}`]],
      [
        'a view',
        () => change('notify/views.db', `UPDATE "view notices 1" SET parts = x'41'`),
        ['notify/views.db: view notices v2 holds a document'],
      ],
      ['a file that is gone', () => rmSync(of('review/events.db')), ['review/events.db is not there']],
      [
        'the access log',
        () => change('access.db', `INSERT INTO access VALUES (9, 'intake', 'x', x'41')`),
        ['access.db: entry 9 cannot be read'],
      ],
      ['sessions', () => writeFileSync(of('sessions.db'), 'nothing of the kind'), ['sessions.db']],
    ])('names %s', async (_what, damage, found) => {
      damage();
      const { ok, text } = await check(folder);
      expect(ok).toBe(false);
      for (const each of found) expect(text).toContain(each);
    });

    it('names a document that is gone, though a fact names it', async () => {
      const documentId = path.relative(of('documents'), scan());
      await notedIn(of('intake', 'events.db'), { documentId });
      expect(await check(folder)).toMatchObject({ ok: true });
      rmSync(scan());
      const { ok, text } = await check(folder);
      expect(ok).toBe(false);
      expect(text).toContain(`${of('documents', documentId)}: is missing`);
    });

    it('goes on behind the first that is broken', async () => {
      change('notify/events.db', `UPDATE facts SET fact = CAST(fact || ' ' AS BLOB) WHERE position = 2`);
      writeFileSync(of('keys.db'), 'nothing of the kind');
      writeFileSync(scan(), 'another scan');
      const { text } = await check(folder);
      for (const each of ['record 2', 'keys.db', 'seals and documents were not looked at'])
        expect(text).toContain(each);
    });
  });
});
