import fc from 'fast-check';
import { GroupCommit } from '../group-commit';
import { openDatabase, type Database } from '../open-database';
import { Packing } from './packing';
import { WORDS_TABLE } from './words';

const KIND = { mark: 'EKTE', synchronous: 'FULL', schema: [WORDS_TABLE] } as const;

let database: Database;
let packing: Packing;
beforeEach(() => {
  database = openDatabase(':memory:', KIND);
  packing = Packing.of(database);
});
afterEach(() => database.close());

const again = (value: unknown): unknown => packing.unpack(packing.pack(value));
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
const commit = (): Promise<void> => GroupCommit.of(database).enqueue(() => undefined);
/** What is seen three times is written with one commit and used from the next one on. */
async function learn(...words: readonly string[]): Promise<void> {
  for (let times = 0; times < 3; times += 1) packing.pack(words);
  await commit();
  await commit();
}

const UUID = '9f21e0c0-a18a-549c-b46e-9ac0ee8c059a';
const DIGEST = '612793f4ac20b06e10ff75d7559587c7655e89aa5ba3befb9175adb4d3c5b33d';

const ids = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.uint8Array({ minLength: 4, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  fc.uint8Array({ minLength: 4, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase()),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const joined = fc
  .tuple(fc.oneof(ids, fc.string()), fc.constantFrom(':', '/'), fc.oneof(ids, fc.string()))
  .map((parts) => parts.join(''));
const strings = fc.oneof(
  ids,
  joined,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', 'a\udfffbcdef'),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.double(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), strings, tie('array'), tie('object')), // prettier-ignore
  array: fc.array(tie('value')),
  object: fc.dictionary(fc.oneof(strings, fc.constantFrom('__proto__', 'caseId')), tie('value')),
})).value;

describe('a packed value', () => {
  it('is what JSON would have kept of it', () => {
    fc.assert(
      fc.property(values, (value) => expect(again(value)).toEqual(asJson(value))),
      { numRuns: 1_000 },
    );
  });

  it('is read whichever way Chinese was written', () => {
    const name = '上海示例公司';
    expect(packing.unpack(Buffer.concat([Buffer.of(0x60 + 18), Buffer.from(name)]))).toBe(name);
    expect(again([name, '𠮷野家进出口', name])).toEqual([name, '𠮷野家进出口', name]);
  });

  it('keeps the order of members, and members of any name as its own', () => {
    const value = asJson(JSON.parse('{"b":1,"__proto__":{"a":2},"a":3}'));
    expect(JSON.stringify(again(value))).toBe('{"b":1,"__proto__":{"a":2},"a":3}');
  });

  it.each<[what: string, value: unknown, bytes: number]>([
    ['an id', UUID, 17],
    ['a digest', DIGEST, 34],
    ['an id of a document that was told before', [UUID, DIGEST, `${UUID}/${DIGEST}`], 55],
    ['an instant, and the same again', ['2026-11-22T17:25:42.416Z', '2026-11-22T17:25:42.416Z'], 10],
    ['a small number', 7, 1],
    ['a name in Chinese', '深圳市示例进出口有限公司', 26],
    ['a line that is mostly not', 'Room 1208, Building 3 (三号楼)', 35],
    ['bytes in base64', Buffer.alloc(300, 'x').toString('base64'), 303],
  ])('takes no more bytes for %s than it stands for', (_what, value, bytes) => {
    expect(packing.pack(value)).toHaveLength(bytes);
  });

  it('leaves out what JSON leaves out, and has itself told as JSON has', () => {
    const value = { none: undefined, list: [undefined], at: new Date(0), not: Number.NaN, zero: -0 };
    expect(again(value)).toEqual({ list: [null], at: '1970-01-01T00:00:00.000Z', not: null, zero: 0 });
  });

  it('does not tell again what the reader knows', () => {
    const bytes = packing.pack([UUID, `${UUID}/${DIGEST}`, UUID], UUID);
    expect(bytes).toHaveLength(1 + 1 + 1 + 1 + 34 + 1);
    expect(packing.unpack(bytes, UUID)).toEqual([UUID, `${UUID}/${DIGEST}`, UUID]);
  });

  it.each([
    '2026-02-30T00:00:00.000Z',
    '2026-11-22T24:00:00.000Z',
    '2026-11-22T23:60:00.000Z',
    '2026-11-22T23:59:60.000Z',
    '2026-13-01T00:00:00.000Z',
  ])('keeps %s as it is, which is no instant', (text) => {
    const day = '2026-11-22T17:25:42.416Z';
    expect(again([day, text, day])).toEqual([day, text, day]);
  });

  it('refuses what JSON has no spelling for', () => {
    expect(() => packing.pack({ amount: 1n })).toThrow(TypeError);
  });

  it('is nothing else once it is cut short, and no other bytes are a value', () => {
    const bytes = packing.pack({ caseId: UUID, at: '2026-11-22T17:25:42.416Z', parts: [1.5, 'and so on'] });
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => packing.unpack(bytes.subarray(0, length))).toThrow(RangeError);
    expect(() => packing.unpack(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(RangeError);
    expect(() => packing.unpack(Buffer.of(0x1f))).toThrow(RangeError);
    expect(() => packing.unpack(Buffer.of(0x52))).toThrow(RangeError);
  });
});

describe('the words of a file', () => {
  it('are learned when they were seen often, and take one byte from the second commit on', async () => {
    const value = { tokenSerial: 'quality-check' };
    const before = packing.pack(value).length;
    packing.pack(value);
    packing.pack(value);
    await commit();
    expect(packing.pack(value)).toHaveLength(before);
    await commit();
    expect(packing.pack(value)).toHaveLength(3);
    expect(again(value)).toEqual(value);
  });

  it('are neither ids nor sentences nor numbers', async () => {
    await learn('EK26000299', 'two words', UUID, '上海市', 'x'.repeat(49));
    expect(database.prepare('SELECT word FROM words').all()).toEqual([]);
  });

  it('are found by whoever opens the file later or reads beside', async () => {
    const reader = Packing.reading(database);
    await learn('caseId');
    const bytes = packing.pack({ caseId: 'caseId' });
    expect(bytes).toHaveLength(3);
    expect(reader.unpack(bytes)).toEqual({ caseId: 'caseId' });
    expect(Packing.reading(database).unpack(bytes)).toEqual({ caseId: 'caseId' });
  });

  it('are not believed where the commit that should have written them failed', async () => {
    for (let times = 0; times < 3; times += 1) packing.pack('caseId');
    const full = GroupCommit.of(database).enqueue(() => {
      database.exec('ROLLBACK');
      throw new Error('the disk is full');
    });
    await expect(full).rejects.toThrow();
    await commit();
    expect(packing.pack('caseId')).toHaveLength('caseId'.length + 1);
    await learn('caseId');
    expect(packing.pack('caseId')).toHaveLength(1);
    expect(again('caseId')).toBe('caseId');
  });

  it('make what holds them unreadable once they are damaged or gone', async () => {
    await learn('caseId', 'signing');
    const [one, other] = [packing.pack('caseId'), packing.pack('signing')];
    database.exec(`UPDATE words SET word = 'caseID' WHERE word = 'caseId'; DELETE FROM words WHERE word = 'signing'`);
    expect(() => Packing.reading(database).unpack(one)).toThrow(RangeError);
    expect(() => Packing.reading(database).unpack(other)).toThrow(RangeError);
  });

  it('stop at a thousand', async () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    await learn(
      ...letters.flatMap((first) => letters.flatMap((second) => [`${first}${second}-a`, `${first}${second}-b`])),
    );
    expect(database.prepare('SELECT count(*) AS count FROM words').get()).toEqual({ count: 1_000 });
  });
});
