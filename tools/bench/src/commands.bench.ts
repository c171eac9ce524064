import path from 'node:path';
import { median } from '@ekey/kernel/testing';
import { closeDatabase, openDatabase, type Database } from '@ekey/sqlite';
import { derivedId, type CommandEnvelope, type CommandRunner, type StoredFact } from '@ekey/event-store';
import { draft, envelopeOf, openBenchStore, personalDraft, saveDraft, type SaveDraft } from './drafts';
import { figureOf, reported, secondsOf, type Figure } from './figure';
import { inWorkFolder } from './work-folder';

const STREAMS = 64;
const COMMANDS_A_STREAM = 50;
const COMMANDS = STREAMS * COMMANDS_A_STREAM;
const WARM_UP = 3;
const ROUNDS = 20;

/**
 * Durable commands through the runner, beside the same facts put into a table of SQLite by the shortest way there is. In
 * turns of a tenth of a second each, so that whatever else the machine does falls on all of them.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const plain = await openBenchStore(path.join(folder, 'plain'));
    const sealed = await openBenchStore(path.join(folder, 'sealed'));
    const raw = openRaw(path.join(folder, 'raw.db'));
    const rounds: { plain: number; sealed: number; raw: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const position = await plain.store.head();
      const perSecond = {
        plain: COMMANDS / (await throughRunner(plain.runner, draft, round)),
        sealed: COMMANDS / (await throughRunner(sealed.runner, personalDraft, round)),
        raw: COMMANDS / (await rawGroupCommit(raw, await plain.store.readAll(position, COMMANDS))),
      };
      if (round >= WARM_UP) rounds.push(perSecond);
    }
    await Promise.all([plain.close(), sealed.close()]);
    closeDatabase(raw);
    const of = (which: 'plain' | 'sealed' | 'raw') => median(rounds.map((round) => round[which]));
    const name = 'acknowledged, durable commands through the runner, 64 streams at once';
    const limit = { unit: '/s', limit: of('raw'), limitName: 'raw SQLite group commit of the same facts' };
    return [
      figureOf({ name, value: of('plain'), ...limit, share: 0.5 }),
      reported({ name: `${name}, two personal fields sealed`, value: of('sealed'), ...limit }),
    ];
  });
}

async function throughRunner(runner: CommandRunner, decider: typeof draft, round: number): Promise<number> {
  const client = async (sent: readonly Sent[], stream: number): Promise<void> => {
    for (const { command, envelope } of sent) {
      const { outcome } = await runner.run(decider, caseId(stream, round), command, envelope);
      if (outcome !== 'accepted') throw new Error(outcome);
    }
  };
  const all = Array.from({ length: STREAMS }, (_none, stream) => commandsOf(stream, round));
  return secondsOf(() => Promise.all(all.map(client)));
}

interface Sent {
  readonly command: SaveDraft;
  readonly envelope: CommandEnvelope;
}

/** Made beforehand: what is measured begins where a caller hands a command over. */
const commandsOf = (stream: number, round: number): readonly Sent[] =>
  Array.from({ length: COMMANDS_A_STREAM }, (_none, index) => {
    const command = saveDraft(index);
    return { command, envelope: envelopeOf(command, stream, round, index) };
  });

const caseId = (stream: number, round: number): string => derivedId('case', stream, round);

type Row = readonly [stream: string, revision: number, fact: string];

const openRaw = (file: string): Database =>
  openDatabase(file, {
    mark: 'EKRW',
    synchronous: 'FULL',
    schema: [
      `CREATE TABLE facts(position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, fact TEXT NOT NULL,
         UNIQUE (stream, revision)) STRICT`,
    ],
  });

/** As many clients, each waiting for its row to be on disk before it sends the next; all that wait share a commit. */
async function rawGroupCommit(database: Database, facts: readonly StoredFact[]): Promise<number> {
  const rows = new Map<string, Row[]>();
  for (const { type, data, meta, trace } of facts) {
    const { stream, revision, position: _, ...envelope } = meta;
    const mine = rows.get(stream) ?? [];
    mine.push([stream, revision, JSON.stringify([type, ...Object.values(envelope), ...Object.values(trace), data])]);
    rows.set(stream, mine);
  }
  const append = rawAppend(database);
  const client = async (mine: readonly Row[]): Promise<void> => {
    for (const row of mine) await append(row);
  };
  return secondsOf(() => Promise.all([...rows.values()].map(client)));
}

function rawAppend(database: Database): (row: Row) => Promise<void> {
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];
  const insert = database.prepare('INSERT INTO facts(stream, revision, fact) VALUES (?, ?, ?)');
  let waiting: { readonly row: Row; readonly done: () => void }[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    begin.run();
    for (const { row } of group) insert.run(...row);
    commit.run();
    for (const { done } of group) done();
  };
  return (row) =>
    new Promise((done) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ row, done });
    });
}
