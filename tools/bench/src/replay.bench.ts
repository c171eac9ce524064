import path from 'node:path';
import type { EventStore, StoredFact } from '@ekey/event-store';
import { median } from '@ekey/kernel/testing';
import { closeDatabase, openDatabase, type Database } from '@ekey/sqlite';
import { openSqliteViews, type SqliteViews } from '@ekey/views/sqlite';
import { openBenchStore } from './drafts';
import { caseId, drafts, fill, pages } from './drafts-log';
import { figureOf, secondsOf, type Figure } from './figure';
import { inWorkFolder } from './work-folder';

const STREAMS = 5_000;
const FACTS_A_STREAM = 40;
const FACTS = STREAMS * FACTS_A_STREAM;
const PAGE = 250;
const WARM_UP = 2;
const ROUNDS = 7;

/** A view built from a whole log, beside the same facts read out of a table and parsed, and nothing done with them. */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const { store, close } = await openBenchStore(path.join(folder, 'log'));
    await fill(store, STREAMS, FACTS_A_STREAM);
    const raw = await rawCopy(path.join(folder, 'raw.db'), store);
    const views = openSqliteViews({ database: path.join(folder, 'drafts.db') });
    await views.open([drafts]);
    const rounds: { replay: number; raw: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const replay = FACTS / (await secondsOf(() => views.rebuild(drafts, pages(store))));
      const scan = FACTS / (await secondsOf(() => scanned(raw)));
      if (round >= WARM_UP) rounds.push({ replay, raw: scan });
    }
    await refuseOthers(views);
    await views.close();
    await close();
    closeDatabase(raw);
    return [
      figureOf({
        name: 'facts replayed into a view',
        unit: '/s',
        value: median(rounds.map(({ replay }) => replay)),
        limit: median(rounds.map((each) => each.raw)),
        limitName: 'raw scan of the same facts with JSON.parse',
        share: 0.5,
      }),
    ];
  });
}

const TABLE = `CREATE TABLE facts(
  position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, fact TEXT NOT NULL) STRICT`;

/** The facts in a table of the simplest shape, each as one JSON text with its envelope. */
async function rawCopy(file: string, store: EventStore): Promise<Database> {
  const database = openDatabase(file, { mark: 'EKRW', synchronous: 'FULL', schema: [TABLE] });
  const insert = database.prepare('INSERT INTO facts(position, stream, revision, fact) VALUES (?, ?, ?, ?)');
  for await (const facts of pages(store)) {
    database.exec('BEGIN');
    for (const fact of facts) insert.run(fact.meta.position, fact.meta.stream, fact.meta.revision, textOf(fact));
    database.exec('COMMIT');
  }
  return database;
}

function textOf({ type, data, meta, trace }: StoredFact): string {
  const { id, recordedAt, correlationId, schemaVersion, actor } = meta;
  const { commandId, requestDigest } = trace;
  const who = [actor.kind, actor.id, actor.role];
  return JSON.stringify([
    type,
    schemaVersion,
    recordedAt,
    id,
    commandId,
    requestDigest,
    correlationId,
    null,
    who,
    data,
  ]);
}

function scanned(database: Database): void {
  const select = database.prepare(
    'SELECT position, stream, revision, fact FROM facts WHERE position > ? ORDER BY position LIMIT ?',
  );
  let count = 0;
  for (let after = 0; ;) {
    const rows = select.all(after, PAGE) as { readonly position: number; readonly fact: string }[];
    for (const { fact } of rows) count += (JSON.parse(fact) as unknown[]).length > 0 ? 1 : 0;
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  if (count !== FACTS) throw new Error(`${count} facts were scanned`);
}

async function refuseOthers(views: SqliteViews): Promise<void> {
  const one = await views.get(drafts, caseId(7));
  if (one?.times !== FACTS_A_STREAM || (await views.count(drafts)) !== STREAMS) throw new Error('the replay is wrong');
}
