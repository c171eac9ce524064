import { LeastRecentlyUsed } from '@ekey/kernel';
import { isDuplicate, isThereAlready, type Database, type mongo, type MongoConnection } from '@ekey/mongo';
import type { Projection, StoredDocument } from '../projection';
import type { CheckedQuery } from '../query';
import { BrokenDocument } from '../views.port';
import { behind, fieldOf, filterOf, sortOf, toField, type StoredView } from './view-filter';

/** A document as it was read or written last, and its revision then; 0: there is none. */
export interface Held {
  readonly revision: number;
  readonly document: StoredDocument | undefined;
}

/** What a held document has become. */
export type Changed = Held & { readonly document: StoredDocument };

const DOCUMENTS_KEPT = 1_000;
const DROP_TRIES = 3;
/** Each call has its deadline: more than this even a slow server does within it. */
const WRITTEN_AT_ONCE = 500;
const READ_AT_ONCE = 1_000;
/** Beside those of the indexes: what is answered, in the order of the keys. */
const BY_KEY = 'by key';

/** The collection of one version of one view: every document guarded by a revision, so that no writer undoes another. */
export class ViewCollection {
  /** What this process has written last: it saves reading where nobody else writes. A revision passed is noticed when writing. */
  private readonly recent = new LeastRecentlyUsed<Held>(DOCUMENTS_KEPT);

  constructor(
    private readonly connection: MongoConnection,
    readonly projection: Projection,
    readonly id: number,
  ) {}

  get name(): string {
    return `view.${this.projection.view.name}.${this.id}`;
  }

  /** Makes what is missing of collection and indexes. */
  async prepare(): Promise<void> {
    await this.connection.ask(async (database) => {
      await database.createCollection(this.name, this.connection.limits).catch(unless(isThereAlready));
      const there = new Set(
        (await this.in(database).listIndexes(this.connection.limits).toArray()).map(({ name }) => name),
      );
      const missing = this.indexes().filter(({ name }) => !there.has(name));
      // Over documents that are there already it may take longer than we wait: the server is not told to give up.
      if (missing.length > 0) await this.in(database).createIndexes(missing);
    });
  }

  /** @throws BrokenDocument */
  async find(key: string): Promise<StoredDocument | undefined> {
    const stored = await this.ask((views) => views.findOne({ _id: key }, this.connection.limits));
    return stored === null ? undefined : this.documentOf(stored);
  }

  /**
   * Documents to be changed, each as it is now, or as it was here last; a broken one as its fault.
   * @param isNew of which it is believed that they are not there yet: they are not looked for, and a wrong belief is
   * noticed when writing.
   */
  async hold(keys: Iterable<string>, isNew: ReadonlySet<string>): Promise<Map<string, Held | BrokenDocument>> {
    const found = new Map<string, Held | BrokenDocument>();
    const unknown: string[] = [];
    for (const key of keys) {
      const known = this.recent.get(key);
      if (known === undefined && !isNew.has(key)) unknown.push(key);
      found.set(key, known ?? { revision: 0, document: undefined });
    }
    if (unknown.length === 0) return found;
    for (const each of await this.among(unknown)) found.set(each._id, this.heldOf(each));
    return found;
  }

  /**
   * Writes documents, each only where it still has the revision that was read; in one call, unless they are very many.
   * @returns whether all were; if not, some may be, and they have to be held and projected again.
   */
  async write(changes: ReadonlyMap<string, Changed>): Promise<boolean> {
    for (const key of changes.keys()) this.recent.delete(key);
    for (const piece of pieces([...changes], WRITTEN_AT_ONCE)) if (!(await this.writePiece(piece))) return false;
    return true;
  }

  /** One more than the page holds, where there are more. */
  select(query: CheckedQuery): Promise<readonly StoredView[]> {
    const filter = filterOf(query.bounds, behind(query));
    const { limits } = this.connection;
    return this.ask((views) =>
      views
        .find(filter, limits)
        .sort(sortOf(query))
        .limit(query.limit + 1)
        .toArray(),
    );
  }

  count(bounds: CheckedQuery['bounds']): Promise<number> {
    return this.ask((views) => views.countDocuments(filterOf(bounds), this.connection.limits));
  }

  /** Every document in the order of the keys, answered or not, behind one of them. */
  after(key: string, limit: number): Promise<readonly StoredView[]> {
    return this.ask((views) =>
      views
        .find({ _id: { $gt: key } }, this.connection.limits)
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
  }

  /** Those of the documents that are there. */
  async among(keys: readonly string[]): Promise<readonly StoredView[]> {
    const found: StoredView[] = [];
    for (const $in of pieces(keys, READ_AT_ONCE))
      found.push(...(await this.ask((views) => views.find({ _id: { $in } }, this.connection.limits).toArray())));
    return found;
  }

  /** @throws BrokenDocument */
  documentOf({ _id: key, parts }: StoredView): StoredDocument {
    const held = readable(parts);
    if (held === undefined) throw new BrokenDocument(this.projection.view.name, key);
    return held;
  }

  private async writePiece(changes: readonly (readonly [key: string, Changed])[]): Promise<boolean> {
    const operations = changes.map(([key, changed]) => this.writing(key, changed));
    try {
      await this.ask((views) => views.bulkWrite(operations, { ordered: false, ...this.connection.limits }));
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
    for (const [key, { revision, document }] of changes) this.recent.set(key, { revision: revision + 1, document });
    return true;
  }

  private heldOf(stored: StoredView): Held | BrokenDocument {
    try {
      return { revision: stored.revision, document: this.documentOf(stored) };
    } catch (error) {
      return error as BrokenDocument;
    }
  }

  /** Where another has been quicker, both ways end in a duplicate key: the document is there, with another revision. */
  private writing(key: string, { revision, document }: Changed) {
    const answered = this.projection.answered(document, key);
    const indexes = Object.keys(this.projection.view.indexes);
    const stored: StoredView = {
      ...{ _id: key, revision: revision + 1, answered: answered !== undefined, parts: JSON.stringify(document) },
      ...Object.fromEntries(indexes.map((name) => [fieldOf(name), toField(answered?.indexes[name] ?? null)])),
    };
    return revision === 0
      ? { insertOne: { document: stored } }
      : { replaceOne: { filter: { _id: key, revision }, replacement: stored, upsert: true } };
  }

  private indexes(): readonly { readonly name: string; readonly key: Record<string, 1> }[] {
    const declared = Object.keys(this.projection.view.indexes);
    return [
      { name: BY_KEY, key: { answered: 1, _id: 1 } },
      ...declared.map((index) => ({
        name: fieldOf(index),
        key: { answered: 1, [fieldOf(index)]: 1, _id: 1 } as const,
      })),
    ];
  }

  private ask<Answer>(question: (views: mongo.Collection<StoredView>) => Promise<Answer>): Promise<Answer> {
    return this.connection.ask((database) => question(this.in(database)));
  }

  private in(database: Database): mongo.Collection<StoredView> {
    return database.collection<StoredView>(this.name);
  }
}

function* pieces<Item>(items: readonly Item[], length: number): Iterable<Item[]> {
  for (let from = 0; from < items.length; from += length) yield items.slice(from, from + length);
}

/** What counts is that it is gone: of two that drop it at the same moment a server may let one fail. */
export const dropCollection = (connection: MongoConnection, name: string): Promise<void> =>
  connection.ask(async (database) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await database.dropCollection(name, connection.limits);
        return;
      } catch (error) {
        const left = await database.listCollections({}, { nameOnly: true, ...connection.limits }).toArray();
        if (left.every((each) => each.name !== name)) return;
        if (tries === DROP_TRIES) throw error;
      }
    }
  });

function unless(isFine: (error: unknown) => boolean): (error: unknown) => void {
  return (error) => {
    if (!isFine(error)) throw error;
  };
}

function readable(parts: string): StoredDocument | undefined {
  try {
    const document: unknown = JSON.parse(parts);
    return typeof document === 'object' && document !== null ? (document as StoredDocument) : undefined;
  } catch {
    return undefined;
  }
}
