import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { enginesOf } from '@ekey/fleet';
import { median } from '@ekey/kernel/testing';
import { MongoConnection, type mongo } from '@ekey/mongo';
import { viewReactor } from '@ekey/platform';
import { openMongoViews } from '@ekey/views/mongo';
import { caseId, drafts, fill } from '../drafts-log';
import { figureOf, secondsOf, type Figure } from '../figure';
import { inWorkFolder } from '../work-folder';
import { Backlog } from './backlog';

const DOCUMENTS = 10_000;
const ROUNDS = 3;
const AT_ONCE = 1_000;
type Document = mongo.Document & { readonly _id: string };

/**
 * A view that catches up with a log which has been copied for it, a document for each fact, beside the same documents written
 * into a collection with the same indexes by the driver alone.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round += 1)
      rounds.push(await measured(path.join(folder, 'log.db'), round === 0));
    const rate = (of: (round: Round) => number): number => DOCUMENTS / median(rounds.slice(1).map(of));
    const limitName = 'the same documents written in bulk by the driver alone';
    const limit = { limit: rate(({ bulk }) => bulk), limitName, share: 0.5 };
    return [figureOf({ name: 'documents of a view caught up', unit: '/s', value: rate(({ caughtUp }) => caughtUp), ...limit })]; // prettier-ignore
  });
}

/** In seconds. */
interface Round {
  readonly caughtUp: number;
  readonly bulk: number;
}

async function measured(file: string, isFirst: boolean): Promise<Round> {
  const at = { url: enginesOf(process.env).mongo, database: `bench${randomUUID().slice(0, 8)}` };
  const backlog = await Backlog.open(file);
  if (isFirst) await fill(backlog.store, DOCUMENTS, 1);
  await backlog.copied(DOCUMENTS);
  const views = openMongoViews(at);
  await views.open([drafts]);
  const caughtUp = await backlog.followed(viewReactor(drafts, 'own', views), DOCUMENTS);
  if ((await views.count(drafts)) !== DOCUMENTS) throw new Error(`${await views.count(drafts)} documents were made`);
  await views.close();
  await backlog.close();
  return { caughtUp, bulk: await bulk(at) };
}

/** Takes the documents of the view from the server and writes them to it again, in the order in which they came. */
async function bulk(at: { readonly url: string; readonly database: string }): Promise<number> {
  const connection = new MongoConnection(at, (server, cause) => new Error(`${server}: ${cause}`));
  try {
    return await connection.ask(async (database) => {
      const names = (await database.listCollections().toArray()).map(({ name }) => name);
      const view = database.collection<Document>(names.find((name) => name.startsWith('view.')) ?? '');
      const byId = new Map((await view.find().toArray()).map((document) => [document._id, document]));
      const documents = Array.from({ length: DOCUMENTS }, (_none, index) => byId.get(caseId(index)) as Document);
      const copy = database.collection<Document>('copy');
      const indexes = (await view.listIndexes().toArray()).filter(({ name }) => name !== '_id_');
      await copy.createIndexes(indexes.map(({ key, name }) => ({ key, name })));
      const seconds = await secondsOf(async () => {
        for (let from = 0; from < documents.length; from += AT_ONCE)
          await copy.insertMany(documents.slice(from, from + AT_ONCE) as never[], { ordered: false });
      });
      await database.dropDatabase();
      return seconds;
    });
  } finally {
    await connection.close();
  }
}
