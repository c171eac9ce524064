import { derivedId, NO_STREAM, type Append, type EventStore } from '@ekey/event-store';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { copyLog, differenceOfLogs, prefixOf } from './logs';

const NOBODY = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
const [ONE, OTHER] = ['intake.KeyApplication-one', 'intake.KeyApplication-other'];

let from: EventStore;
let to: EventStore;
const open = (): EventStore => openSqliteEventStore({ file: ':memory:', owner: 'intake', checkpoints: NOBODY });

/** One command with a fact for each note. */
function noted(stream: string, expectedRevision: number, ...notes: readonly string[]): Append {
  const commandId = derivedId(stream, expectedRevision);
  return {
    ...{ stream, expectedRevision, recordedAt: '2026-03-02T01:00:00.000Z', actor: { kind: 'staff', id: 'officer' } },
    ...{ trace: { commandId, requestDigest: 'of what was sent' }, correlationId: commandId, causationId: 'its cause' },
    facts: notes.map((note) => ({ type: 'Noted', data: { note }, schemaVersion: 2 })),
    ids: notes.map((_note, index) => derivedId(commandId, index)),
  };
}

beforeEach(async () => {
  [from, to] = [open(), open()];
  await from.append(noted(ONE, NO_STREAM, 'a', 'b'));
  await from.append(noted(OTHER, NO_STREAM, 'c'));
  await from.append(noted(ONE, 1, 'd'));
});
afterEach(async () => {
  for (const log of [from, to]) await log.close();
});

describe('a log that is copied', () => {
  it('has the same facts under the same ids, in the same order, with all that was known of them', async () => {
    await copyLog(from, to, 0);
    expect(await to.readAll(0, 10)).toEqual(await from.readAll(0, 10));
    expect(await differenceOfLogs(from, to)).toEqual({ facts: 4 });
  });

  it('has what was stored together stored together: a second copy of the command is refused or known', async () => {
    await copyLog(from, to, 0);
    await to.append(noted(ONE, NO_STREAM, 'a', 'b')).catch(() => undefined);
    expect(await to.read(ONE)).toHaveLength(3);
  });

  it('goes on behind what was copied before it was broken off', async () => {
    await to.append(noted(ONE, NO_STREAM, 'a', 'b'));
    expect(await prefixOf(from, to)).toBe(2);
    await copyLog(from, to, await prefixOf(from, to));
    expect(await differenceOfLogs(from, to)).toEqual({ facts: 4 });
    expect(await prefixOf(from, to)).toBe(4);
  });
});

describe('the other side', () => {
  it('is refused where something has happened there since', async () => {
    await copyLog(from, to, 0);
    await to.append(noted(OTHER, 0, 'e'));
    await expect(prefixOf(from, to)).rejects.toThrow(`Noted of ${OTHER}@1 has happened since`);
    expect((await differenceOfLogs(from, to)).fault).toBe(`Noted of ${OTHER}@1 is there besides`);
  });

  it('is refused where it holds something else', async () => {
    await to.append(noted(OTHER, NO_STREAM, 'c'));
    await expect(prefixOf(from, to)).rejects.toThrow(`Noted of ${OTHER}@0 is there where Noted of ${ONE}@0 should be`);
  });

  it('is found to lack a fact', async () => {
    await to.append(noted(ONE, NO_STREAM, 'a', 'b'));
    expect(await differenceOfLogs(from, to)).toEqual({ facts: 2, fault: `Noted of ${OTHER}@0 is missing` });
  });

  it.each([
    ['its data', noted(ONE, NO_STREAM, 'a', 'B')],
    ['its actor', { ...noted(ONE, NO_STREAM, 'a', 'b'), actor: { kind: 'staff', id: 'another' } as const }],
    ['its time', { ...noted(ONE, NO_STREAM, 'a', 'b'), recordedAt: '2026-03-03T01:00:00.000Z' }],
    ['its id', { ...noted(ONE, NO_STREAM, 'a', 'b'), ids: [derivedId('x'), derivedId('y')] }],
    [
      'its trace',
      { ...noted(ONE, NO_STREAM, 'a', 'b'), trace: { commandId: 'c', requestDigest: 'of something else' } },
    ],
  ])('is found to hold a fact that was altered in %s', async (_what, altered) => {
    await to.append(altered);
    expect((await differenceOfLogs(from, to)).fault).toMatch(/^Noted of \S+@[01] differs from Noted of \S+@[01]$/);
  });
});
