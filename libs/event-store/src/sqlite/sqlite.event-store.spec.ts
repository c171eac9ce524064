import fs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Recorded } from '@ekey/kernel';
import { openDatabase, UnreadableStore, type Database } from '@ekey/sqlite';
import { derivedId } from '../derived-id';
import { BROKEN_RECORD, BrokenRecord, NO_STREAM, WrongExpectedRevision, type Append } from '../event-store.port';
import { LOG } from './log-schema';
import { openSqliteEventStore, SqliteEventStore } from './sqlite.event-store';

const PAGE = 4096;
const checkpoints = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
const stream = (id: number): string => `intake.KeyApplication-${id}`;

function appendOf(name: string, expectedRevision: number, ...remarks: readonly string[]): Append {
  const commandId = derivedId(name, expectedRevision, ...remarks);
  return {
    stream: name,
    expectedRevision,
    facts: remarks.map((remark) => ({ type: 'Remarked', data: { remark }, schemaVersion: 1 })),
    trace: { commandId, requestDigest: 'd' },
    ids: remarks.map((_remark, index) => derivedId('fact', commandId, index)),
    recordedAt: '2026-03-02T01:00:00.000Z',
    correlationId: commandId,
    causationId: commandId,
    actor: { kind: 'service', id: 'test' },
  };
}

describe('the log in a SQLite file', () => {
  let folder: string;
  let file: string;
  let store: SqliteEventStore;
  const open = (): SqliteEventStore => (store = openSqliteEventStore({ file, owner: 'intake', checkpoints }));
  const remarksOf = (facts: readonly Recorded[]) => facts.map((fact) => (fact.data as { remark?: string }).remark);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'event-log-'));
    file = path.join(folder, 'intake.db');
    open();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** Three streams of ten facts each, one after the other in turn: `fact 0` to `fact 29`. */
  async function thirtyFacts(): Promise<void> {
    for (let index = 0; index < 30; index += 1)
      await store.append(appendOf(stream(index % 3), Math.floor(index / 3) - 1, `fact ${index} ${'.'.repeat(400)}`));
  }

  /** What happens to the bytes of a closed log. */
  async function damage(change: (bytes: Buffer) => void): Promise<void> {
    await store.close();
    const bytes = readFileSync(file);
    change(bytes);
    writeFileSync(file, bytes);
  }
  const flip = (bytes: Buffer, text: string): void => {
    const at = bytes.indexOf(text);
    expect(at).toBeGreaterThan(0);
    bytes[at] = (bytes[at] as number) ^ 1;
  };
  async function withDatabase(change: (database: Database) => void): Promise<void> {
    await store.close();
    const database = openDatabase(file, LOG);
    change(database);
    database.close();
  }
  const delivered = () => store.readAfter(0, 100);
  const broken = () => delivered().filter((fact) => fact.type === BROKEN_RECORD);

  describe('written to by many at once', () => {
    /** How many commits the write-ahead log holds: frames that carry the size of the database (sqlite.org/fileformat2.html 4.1). */
    function commits(): number {
      const wal = readFileSync(`${file}-wal`);
      let count = 0;
      for (let frame = 32; frame + 24 <= wal.length; frame += 24 + PAGE)
        if (wal.readUInt32BE(frame + 4) > 0) count += 1;
      return count;
    }

    it('shares commits', async () => {
      const before = commits();
      await Promise.all(
        Array.from({ length: 100 }, (_none, id) => store.append(appendOf(stream(id), NO_STREAM, 'a', 'b'))),
      );
      expect(commits() - before).toBe(1);
    });

    it('has everything on disk that it has acknowledged, without being closed', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_none, id) => store.append(appendOf(stream(id), NO_STREAM, `of ${id}`))),
      );
      for (const end of ['', '-wal']) writeFileSync(path.join(folder, `copy.db${end}`), readFileSync(`${file}${end}`));
      const copy = openSqliteEventStore({ file: path.join(folder, 'copy.db'), owner: 'intake', checkpoints });
      for (let id = 0; id < 20; id += 1) expect(remarksOf(await copy.read(stream(id)))).toEqual([`of ${id}`]);
      await copy.close();
    });
  });

  describe('with a record in the middle that was changed', () => {
    beforeEach(async () => {
      await thirtyFacts();
      await damage((bytes) => flip(bytes, 'fact 13 '));
      open();
    });

    it('refuses to read that stream, and no other', async () => {
      await expect(store.read(stream(1))).rejects.toThrow(new BrokenRecord(stream(1), 14, 'its checksum is wrong'));
      expect(await store.read(stream(0))).toHaveLength(10);
      expect(await store.read(stream(2))).toHaveLength(10);
    });

    it('delivers in its place that it is broken, and everything else', async () => {
      expect(delivered()).toHaveLength(30);
      expect(broken()).toMatchObject([
        {
          data: { cause: expect.stringContaining('its checksum is wrong') },
          meta: { stream: stream(1), revision: 4, position: 14 },
        },
      ]);
    });

    it('gives the broken one the same id whenever it is delivered, and its fact once it is mended', async () => {
      const [first] = broken();
      expect((await store.feed.at(14))?.meta.id).toBe(first?.meta.id);
      await damage((bytes) => flip(bytes, 'gact 13 '));
      open();
      expect(remarksOf([(await store.feed.at(14)) as Recorded])).toEqual([`fact 13 ${'.'.repeat(400)}`]);
      expect(await store.feed.at(31)).toBeUndefined();
    });

    it('stops at it when everything is read, and can be read on behind it', async () => {
      await expect(store.readAll(0, 100)).rejects.toThrow(BrokenRecord);
      expect(await store.readAll(14, 100)).toHaveLength(16);
    });

    it('goes on to take facts, of other streams and of that one', async () => {
      await store.append(appendOf(stream(0), 9, 'later'));
      await store.append(appendOf(stream(1), 9, 'later'));
      expect(await store.head()).toBe(32);
    });
  });

  it('delivers as broken a record whose text, checksum, stream or revision was changed', async () => {
    await thirtyFacts();
    await withDatabase((database) => {
      database.exec('UPDATE facts SET revision = revision + 1000 WHERE position = 4');
      database.exec('UPDATE facts SET checksum = checksum + 1 WHERE position = 9');
      database.exec('UPDATE facts SET stream = 2, revision = 77 WHERE position = 13');
      database.exec(`UPDATE facts SET fact = x'' WHERE position = 20`);
    });
    open();
    expect(broken().map((fact) => fact.meta.position)).toEqual([4, 9, 13, 20]);
    for (const id of [0, 1, 2]) await expect(store.read(stream(id))).rejects.toThrow(BrokenRecord);
  });

  it('delivers as broken, each a case of its own, the facts of a stream that has lost its name', async () => {
    await thirtyFacts();
    await withDatabase((database) => database.exec(`DELETE FROM streams WHERE name = '${stream(0)}'`));
    open();
    expect(broken()).toHaveLength(10);
    expect(new Set(broken().map((fact) => fact.meta.stream)).size).toBe(10);
    expect(delivered()).toHaveLength(30);
  });

  it('delivers as broken the facts of a stream that was given another name', async () => {
    await thirtyFacts();
    await withDatabase((database) =>
      database.exec(`UPDATE streams SET name = '${stream(7)}' WHERE name = '${stream(0)}'`),
    );
    open();
    expect(broken()).toHaveLength(10);
    await expect(store.read(stream(7))).rejects.toThrow(BrokenRecord);
  });

  it('tells of a record that is gone', async () => {
    await thirtyFacts();
    await withDatabase((database) => database.exec('DELETE FROM facts WHERE position = 14'));
    open();
    expect(broken()).toMatchObject([{ data: { cause: 'the record is gone' }, meta: { position: 14 } }]);
    expect(delivered()).toHaveLength(30);
    await expect(store.read(stream(1))).rejects.toThrow('a record before it is missing');
    expect(await store.read(stream(1), 5)).toHaveLength(5);
  });

  it('loses no more than the records of a page that SQLite cannot read, and still tells whose they were', async () => {
    await thirtyFacts();
    await damage((bytes) => {
      const page = Math.floor(bytes.indexOf('fact 13 ') / PAGE);
      bytes.fill(0xff, page * PAGE, page * PAGE + 12);
    });
    open();
    const lost = broken();
    expect(delivered().map((fact) => fact.meta.position)).toEqual(
      Array.from({ length: 30 }, (_none, index) => index + 1),
    );
    expect(lost.length).toBeGreaterThan(1);
    expect(lost.length).toBeLessThan(12);
    for (const { meta } of lost) expect(meta.stream).toBe(stream((meta.position - 1) % 3));
    await expect(store.read(stream(1))).rejects.toThrow(BrokenRecord);
    await store.append(appendOf(stream(9), NO_STREAM, 'later'));
    expect(remarksOf(await store.read(stream(9)))).toEqual(['later']);
  });

  describe('is not opened', () => {
    const refusal = (owner = 'intake'): UnreadableStore => {
      try {
        openSqliteEventStore({ file, owner, checkpoints });
      } catch (error) {
        if (error instanceof UnreadableStore) return error;
        throw error;
      }
      throw new Error('the log was opened');
    };

    it('where its newest fact is broken', async () => {
      await thirtyFacts();
      await damage((bytes) => flip(bytes, 'fact 29 '));
      expect(refusal().message).toBe(
        `${file} has a broken tail: record 30 of ${stream(2)} is broken: its checksum is wrong`,
      );
    });

    it('where the page of its newest fact is broken', async () => {
      await thirtyFacts();
      await damage((bytes) => {
        const page = Math.floor(bytes.indexOf('fact 29 ') / PAGE);
        bytes.fill(0xff, page * PAGE, page * PAGE + 12);
      });
      expect(refusal().file).toBe(file);
    });

    it('where it is the log of another service', async () => {
      await thirtyFacts();
      await store.close();
      expect(refusal('review').message).toBe(`${file} is not the log of review`);
    });

    it('where its header is broken, its schema is another or its end is missing', async () => {
      await thirtyFacts();
      await store.close();
      const sound = readFileSync(file);
      const changes: ((bytes: Buffer) => Buffer)[] = [
        (bytes) => bytes.fill(0, 0, 16),
        (bytes) => bytes.subarray(0, bytes.length - PAGE),
        (bytes) => Buffer.from(bytes.toString('latin1').replace('checksum INTEGER', 'checksum_INTEGE'), 'latin1'),
      ];
      for (const change of changes) {
        writeFileSync(file, change(Buffer.from(sound)));
        expect(refusal().file).toBe(file);
      }
      writeFileSync(file, sound);
      expect(await open().read(stream(1))).toHaveLength(10);
    });
  });

  describe('on a full disk', () => {
    it('refuses what it cannot store, keeps nothing of it, and goes on once there is room', async () => {
      await store.close();
      const database = openDatabase(file, LOG);
      store = new SqliteEventStore(database, 'intake', checkpoints);
      await store.append(appendOf(stream(1), NO_STREAM, 'before'));
      const { page_count } = database.prepare('PRAGMA page_count').get() as { page_count: number };
      database.exec(`PRAGMA max_page_count = ${page_count}`);
      const big = 'x'.repeat(20_000);
      const appends = [
        appendOf(stream(1), 0, big, big),
        appendOf(stream(2), NO_STREAM, big),
        appendOf(stream(3), NO_STREAM, big, big),
      ];
      for (const result of await Promise.allSettled(appends.map((append) => store.append(append))))
        expect(result).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('full') } });
      expect(remarksOf(delivered())).toEqual(['before']);
      for (const id of [2, 3]) expect(await store.read(stream(id))).toEqual([]);

      database.exec('PRAGMA max_page_count = 10000');
      await Promise.all(appends.map((append) => store.append(append)));
      expect(remarksOf(await store.read(stream(1)))).toEqual(['before', big, big]);
      expect(delivered()).toHaveLength(6);
    });
  });

  describe('on a disk that fails while a commit is on its way', () => {
    afterEach(() => jest.restoreAllMocks());

    it('tells nobody of it, and nothing more, before it was opened again', async () => {
      await store.append(appendOf(stream(1), NO_STREAM, 'before'));
      const eio = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
      jest.spyOn(fs, 'fdatasync').mockImplementation(((_file: number, done: (error: Error) => void) => {
        setImmediate(() => done(eio));
      }) as never);
      const lost = store.append(appendOf(stream(1), 0, 'lost'));
      const seen = store.read(stream(1));
      await expect(lost).rejects.toBe(eio);
      await expect(seen).rejects.toBe(eio);
      await expect(store.read(stream(1))).rejects.toBe(eio);
      await expect(store.readAll(0, 10)).rejects.toBe(eio);
      await expect(store.append(appendOf(stream(2), NO_STREAM, 'later'))).rejects.toBe(eio);
      expect(delivered).toThrow('EIO');
      await store.close();
      jest.restoreAllMocks();
      await open().append(appendOf(stream(2), NO_STREAM, 'later'));
      expect(remarksOf(await store.read(stream(1)))[0]).toBe('before');
    });

    it('keeps to itself what is not yet there', async () => {
      const disk: (() => void)[] = [];
      jest.spyOn(fs, 'fdatasync').mockImplementation(((_file: number, done: (error: null) => void) => {
        disk.push(() => done(null));
      }) as never);
      const appended = store.append(appendOf(stream(1), NO_STREAM, 'one'));
      while (disk.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect([delivered(), await store.readAll(0, 10), await store.head()]).toEqual([[], [], 0]);
      const read = store.read(stream(1));
      disk.shift()?.();
      await appended;
      expect(remarksOf(await read)).toEqual(['one']);
      expect(remarksOf(delivered())).toEqual(['one']);
    });
  });

  it('tells what was on its way to the disk to who has waited for it, though he asks for nothing older', async () => {
    await store.append(appendOf(stream(1), NO_STREAM, 'one'));
    const appended = store.append(appendOf(stream(1), 0, 'two'));
    expect(remarksOf(await store.read(stream(1), 1))).toEqual(['two']);
    expect(await store.read(stream(1), 2)).toEqual([]);
    await appended;
  });

  describe('opened by a second process', () => {
    it('lets neither decide on what the other has changed', async () => {
      const other = openSqliteEventStore({ file, owner: 'intake', checkpoints });
      await store.append(appendOf(stream(1), NO_STREAM, 'one'));
      await other.append(appendOf(stream(1), 0, 'two'));
      await expect(store.append(appendOf(stream(1), 0, 'late'))).rejects.toThrow(WrongExpectedRevision);
      await expect(store.append(appendOf(stream(1), 0, 'late', 'late'))).rejects.toThrow(WrongExpectedRevision);
      await store.append(appendOf(stream(1), 1, 'three'));
      await other.append(appendOf(stream(2), NO_STREAM, 'four'));
      await store.append(appendOf(stream(2), 0, 'five'));
      expect(remarksOf(await store.read(stream(1)))).toEqual(['one', 'two', 'three']);
      expect(remarksOf(delivered())).toEqual(['one', 'two', 'three', 'four', 'five']);
      await other.close();
    });

    it('may be read by it, and not written', async () => {
      await store.append(appendOf(stream(1), NO_STREAM, 'one'));
      const reader = openSqliteEventStore({ file, owner: 'intake', checkpoints, readOnly: true });
      await store.append(appendOf(stream(1), 0, 'two'));
      expect(remarksOf(await reader.read(stream(1)))).toEqual(['one', 'two']);
      await expect(reader.append(appendOf(stream(1), 1, 'three'))).rejects.toThrow('readonly');
      await reader.close();
      await store.append(appendOf(stream(1), 1, 'three'));
    });
  });

  it('serves the newest facts from memory and older ones from the file, without a difference', async () => {
    for (let round = 0; round < 25; round += 1) {
      const remarks = Array.from({ length: 100 }, (_none, index) => `${round}.${index}`);
      await store.append(appendOf(stream(round), NO_STREAM, ...remarks));
    }
    const fromFile = await store.readAll(0, 3_000);
    expect(fromFile).toHaveLength(2_500);
    for (const position of [0, 499, 1_499, 1_500, 2_499, 2_500, 3_000])
      expect(store.readAfter(position, 256)).toEqual(fromFile.slice(position, position + 256));
  });

  it('has a checkpoint saved at once where its reader stops', async () => {
    await store.append(appendOf(stream(1), NO_STREAM, 'one'));
    await store.close();
    const saved: unknown[] = [];
    const noted = {
      ...checkpoints,
      saveCheckpoint: async (...checkpoint: unknown[]) => void saved.push(checkpoint),
      hurry: () => void saved.push('now'),
    };
    store = openSqliteEventStore({ file, owner: 'intake', checkpoints: noted });
    const reader = new AbortController();
    for await (const batch of store.feed.batches('queue', reader.signal)) {
      await batch.done();
      reader.abort();
    }
    expect(saved).toEqual([['queue', 1], 'now']);
  });

  it('refuses a reader that is ahead of it, as after a restore of the log alone', async () => {
    await thirtyFacts();
    await store.close();
    store = openSqliteEventStore({
      file,
      owner: 'intake',
      checkpoints: { ...checkpoints, checkpoint: async () => 31 },
    });
    const reading = store.feed.batches('queue', new AbortController().signal)[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow('queue has read intake.log up to 31, where it has not got to');
  });
});
