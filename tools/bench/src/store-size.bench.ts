import path from 'node:path';
import { derivedId } from '@ekey/event-store';
import { median } from '@ekey/kernel/testing';
import { openSqliteViews, type SqliteViews } from '@ekey/views/sqlite';
import { draft, envelopeOf, openBenchStore, saveDraft, type BenchStore } from './drafts';
import { caseId, drafts, fill, pages } from './drafts-log';
import { atMost, secondsOf, type Figure } from './figure';
import { inWorkFolder } from './work-folder';

const [SMALL, LARGE] = [10_000, 1_000_000];
const FACTS_A_STREAM = 5;
const AT_ONCE = 64;
const COMMANDS_A_CASE = 10;
const QUERIES = 2_000;
const ASKED_ABOUT = 2_000;
const WARM_UP = 5;
const ROUNDS = 25;
const MOST = 1.2;
const SECONDS_TO_OPEN = 3;

interface World extends BenchStore {
  readonly views: SqliteViews;
  readonly streams: number;
  readonly secondsToOpen: number;
}

/** What a command and a status query cost where a hundred times as many facts are stored. */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const worlds = [
      await open(path.join(folder, 'small'), SMALL),
      await open(path.join(folder, 'large'), LARGE),
    ] as const;
    const rounds: { command: number; query: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const [smallCommand, largeCommand] = [await commands(worlds[0], round), await commands(worlds[1], round)];
      const [smallQuery, largeQuery] = [await queries(worlds[0], round), await queries(worlds[1], round)];
      if (round >= WARM_UP) rounds.push({ command: largeCommand / smallCommand, query: largeQuery / smallQuery });
    }
    const { secondsToOpen } = worlds[1];
    await Promise.all(worlds.flatMap(({ close, views }) => [close(), views.close()]));
    const name = 'at 1,000,000 facts in the store : at 10,000';
    return [
      ratio(`cost of a command ${name}`, median(rounds.map(({ command }) => command))),
      ratio(`cost of a status query ${name}`, median(rounds.map(({ query }) => query))),
      atMost(SECONDS_TO_OPEN, { name: 'log and views of 1,000,000 facts opened', value: secondsToOpen, unit: 's' }),
    ];
  });
}

const ratio = (name: string, value: number): Figure => atMost(MOST, { name, value, unit: '×' });

async function open(folder: string, facts: number): Promise<World> {
  const streams = facts / FACTS_A_STREAM;
  const filled = await openBenchStore(folder);
  await fill(filled.store, streams, FACTS_A_STREAM);
  const built = openSqliteViews({ database: path.join(folder, 'drafts.db') });
  await built.open([drafts]);
  await built.rebuild(drafts, pages(filled.store));
  await built.close();
  await filled.close();
  let opened: { store: BenchStore; views: SqliteViews } | undefined;
  const secondsToOpen = await secondsOf(async () => {
    opened = {
      store: await openBenchStore(folder),
      views: openSqliteViews({ database: path.join(folder, 'drafts.db') }),
    };
    await opened.views.open([drafts]);
    await opened.store.store.head();
  });
  if (opened === undefined) throw new Error('not opened');
  return { ...opened.store, views: opened.views, streams, secondsToOpen };
}

/** Commands to cases that are opened and carried on, beside all that are finished. */
async function commands({ runner }: World, round: number): Promise<number> {
  const client = async (_none: unknown, index: number): Promise<void> => {
    for (let revision = 0; revision < COMMANDS_A_CASE; revision += 1) {
      const command = saveDraft(revision);
      await runner.run(draft, derivedId('new', round, index), command, envelopeOf(command, round, index, revision));
    }
  };
  return secondsOf(() => Promise.all(Array.from({ length: AT_ONCE }, client)));
}

/** Questions about the newest cases, in no order: who may ask is read from the stream, the answer from the view. */
async function queries({ runner, views, streams }: World, round: number): Promise<number> {
  const keys = Array.from({ length: QUERIES }, (_none, index) =>
    caseId(streams - 1 - (((round + index) * 7_919) % ASKED_ABOUT)),
  );
  return secondsOf(async () => {
    for (const key of keys) {
      const { revision } = await runner.load(draft, key);
      if (revision < 0 || (await views.get(drafts, key)) === null) throw new Error(`${key} has no answer`);
    }
  });
}
