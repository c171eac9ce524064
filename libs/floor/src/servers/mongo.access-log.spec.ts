import { ShiftedClock } from '@ekey/kernel/testing';
import { Unavailable } from '@ekey/kernel';
import { MongoConnection } from '@ekey/mongo';
import { MongoDouble } from '@ekey/mongo/testing';
import { look } from '../contract/access-log.contract';
import { MongoAccessLog } from './mongo.access-log';

interface Entry {
  readonly _id: number;
}

/** The first of several servers: what it was given it has, but only what most of them have does it tell. */
class Primary {
  readonly settled: number[] = [];
  readonly unsettled: number[] = [];
  /** Positions that were filled before most servers had the one before. */
  readonly early: number[] = [];
  lookedAfter = 0;

  answer(command: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if ('insert' in command) return this.insert(command.documents as readonly Entry[]);
    if (!('find' in command)) return { ok: 1 };
    this.lookedAfter += 1;
    const last = this.settled.at(-1);
    return {
      ok: 1,
      cursor: { id: 0n, ns: 'test.access.review', firstBatch: last === undefined ? [] : [{ _id: last }] },
    };
  }

  settle(): void {
    this.settled.push(...this.unsettled.splice(0));
  }

  private insert(documents: readonly Entry[]): Record<string, unknown> {
    for (const [index, { _id }] of documents.entries()) {
      if ([...this.settled, ...this.unsettled].includes(_id))
        return { ok: 1, n: index, writeErrors: [{ index, code: 11_000, errmsg: 'E11000 duplicate key' }] };
      if (_id > 1 && !this.settled.includes(_id - 1)) this.early.push(_id);
      this.settled.push(_id);
    }
    return { ok: 1, n: documents.length };
  }
}

describe('the access log beside another process', () => {
  let primary: Primary;
  let double: MongoDouble;
  let connection: MongoConnection;
  let log: MongoAccessLog;
  beforeEach(async () => {
    primary = new Primary();
    double = new MongoDouble((command) => primary.answer(command));
    await double.start();
    const unavailable = (server: string, cause: string) => new Unavailable(`${server}: ${cause}`);
    connection = new MongoConnection({ url: double.url, database: 'test' }, unavailable);
    log = new MongoAccessLog(connection, new ShiftedClock('2026-03-02T01:00:00.000Z'));
  });
  afterEach(async () => {
    await connection.close();
    await double.stop();
  });

  it('goes on behind its entries', async () => {
    await look(log, 'case-1');
    primary.settled.push(2, 3, 4);
    await look(log, 'case-2');
    expect([primary.settled, primary.early]).toEqual([[1, 2, 3, 4, 5], []]);
  });

  it('waits for an entry that one server alone has, which may be undone', async () => {
    primary.unsettled.push(1);
    const looking = look(log, 'case-1');
    while (primary.lookedAfter < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    primary.settle();
    await looking;
    expect([primary.settled, primary.early]).toEqual([[1, 2], []]);
  });

  it('refuses where that takes long, and takes the position where it was undone', async () => {
    primary.unsettled.push(1);
    await expect(look(log, 'case-1')).rejects.toThrow(Unavailable);
    primary.unsettled.pop();
    await look(log, 'case-2');
    expect([primary.settled, primary.early]).toEqual([[1], []]);
  });
});
