import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@ekey/floor';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { differenceOfLogs, prefixOf } from './move/logs';
import { Source } from './source';

const NOBODY = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
const SECRET = Buffer.alloc(32, 7);

let folder: string;
let source: Source | undefined;
const of = (...names: readonly string[]): string => path.join(folder, ...names);

/** As the one process has left it, before there was a service for renewals. */
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'source-'));
  mkdirSync(of('secrets'));
  for (const name of ['master-key', 'index-key']) writeFileSync(of('secrets', `${name}.key`), SECRET);
  const keys = { file: of('keys.db'), tombstonesFile: of('tombstones.db'), masterKey: SECRET, indexKey: SECRET };
  await (await openSqlitePersonalData(keys)).close();
  mkdirSync(of('intake'));
  await openSqliteEventStore({ file: of('intake', 'events.db'), owner: 'intake', checkpoints: NOBODY }).close();
});
afterEach(async () => {
  await source?.close();
  source = undefined;
  rmSync(folder, { recursive: true });
});

describe('a data folder that is older than a service', () => {
  it('has an empty log of it, which is as good as one that was copied', async () => {
    source = await Source.open(folder, systemClock);
    const [theirs, ours] = [source.log('intake'), source.log('renewal')];
    expect(await ours.readAll(0, 10)).toEqual([]);
    expect(await prefixOf(ours, theirs)).toBe(0);
    expect(await differenceOfLogs(ours, theirs)).toEqual({ facts: 0 });
  });

  it('is refused where the service was used, and its log is gone', async () => {
    mkdirSync(of('renewal'));
    writeFileSync(of('renewal', 'views.db'), '');
    source = await Source.open(folder, systemClock);
    expect(() => source?.log('renewal')).toThrow(/renewal holds no log, though it was used: restore it/);
  });
});
