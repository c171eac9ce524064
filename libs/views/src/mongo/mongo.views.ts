import type { Fact, Recorded } from '@ekey/kernel';
import { MongoConnection, type MongoOptions } from '@ekey/mongo';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredDocument } from '../projection';
import { checkConditions, checkQuery } from '../query';
import {
  BrokenDocument,
  ViewBehind,
  ViewsUnavailable,
  type AnswerOf,
  type AnyView,
  type AtLeast,
  type Comparison,
  type Page,
  type ViewQuery,
  type ViewStore,
} from '../views.port';
import { ViewCatalogue, type OpenView } from './view-catalogue';
import { ViewRebuild } from './view-rebuild';
import { ViewWriter } from './view-writer';

export interface MongoViewsOptions extends MongoOptions {
  /** How long a reader waits for a revision, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE_MS = 5_000;
const [SHORTEST_WAIT_MS, LONGEST_WAIT_MS] = [5, 200];

/**
 * The views of one service in a database of its own. Asks the server nothing yet: whatever is asked while it is away is
 * refused (`ViewsUnavailable`) and may be asked again.
 * @throws RangeError where the address or what belongs to it cannot be right.
 */
export const openMongoViews = (options: MongoViewsOptions): MongoViews => new MongoViews(options);

/** Views that many processes of one service write and read at once. */
export class MongoViews implements ViewStore {
  private readonly connection: MongoConnection;
  private readonly catalogue: ViewCatalogue;
  private readonly rebuilds: ViewRebuild;
  private readonly writers = new Map<string, ViewWriter>();
  private readonly patience: number;
  private readonly closing = new AbortController();

  constructor({ patience = PATIENCE_MS, ...options }: MongoViewsOptions) {
    this.patience = patience;
    this.connection = new MongoConnection(options, (server, cause) => new ViewsUnavailable(server, cause));
    this.catalogue = new ViewCatalogue(this.connection);
    this.rebuilds = new ViewRebuild(this.catalogue);
  }

  /** Besides what the port says: @throws ViewsUnavailable; then to be asked again, which changes nothing that is done. */
  async open(views: readonly AnyView[]): Promise<void> {
    for (const view of views) {
      await this.catalogue.open(view);
      this.writers.set(view.name, new ViewWriter(this.catalogue, view));
    }
  }

  /**
   * Stored on most members of the server when it resolves. Where the server fails in between, some documents of the batch
   * may be stored; the rest follows when the facts are given again.
   */
  async apply(view: AnyView, facts: readonly Recorded<Fact>[]): Promise<void> {
    this.catalogue.known(view);
    await this.writers.get(view.name)?.apply(facts);
  }

  async get<V extends AnyView>(view: V, key: string, atLeast?: AtLeast): Promise<AnswerOf<V> | null> {
    const { projection } = this.catalogue.known(view).table;
    const find = () => this.read(view, ({ table }) => table.find(key));
    const hasReached = (document: StoredDocument | undefined): boolean =>
      atLeast === undefined || projection.hasReached(document, atLeast);
    const document = await this.look(view, find, hasReached);
    return document === undefined ? null : (projection.answer(document, key) as AnswerOf<V> | null);
  }

  async find<V extends AnyView>(view: V, query: ViewQuery): Promise<Page<AnswerOf<V>>> {
    const checked = checkQuery(view, query);
    const { projection } = this.catalogue.known(view).table;
    const rows = await this.read(view, async ({ table }) =>
      (await table.select(checked)).map((row) => ({ key: row._id, document: table.documentOf(row) })),
    );
    const page = rows.slice(0, checked.limit);
    const items = page.map(({ key, document }) => projection.answer(document, key) as AnswerOf<V>);
    const last = page.at(-1);
    if (rows.length === page.length || last === undefined) return { items };
    const value = checked.orderBy === undefined ? null : projection.indexValue(checked.orderBy, items.at(-1));
    return { items, next: checked.cursor({ value, key: last.key }) };
  }

  /** Other processes write it too. */
  edition(): undefined {
    return undefined;
  }

  async count(view: AnyView, where?: ViewQuery['where']): Promise<number> {
    const bounds = checkConditions(view, where);
    return this.read(view, ({ table }) => table.count(bounds));
  }

  pending(): readonly AnyView[] {
    return this.catalogue.pending();
  }

  async switchTo(view: AnyView): Promise<void> {
    const { table, answers } = await this.catalogue.current(view);
    if (!answers) await this.catalogue.switchTo(view, table.id);
  }

  rebuild(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<void> {
    return this.rebuilds.rebuild(view, facts);
  }

  rebuildUnlessAnother(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<boolean> {
    return this.rebuilds.rebuildUnlessAnother(view, facts);
  }

  /** A document that cannot be read is none that missed something. */
  async hasMissed(view: AnyView, facts: readonly Recorded[]): Promise<boolean> {
    const { table } = await this.catalogue.current(view);
    const held = await table.hold(table.projection.keysOf(facts), new Set());
    return table.projection.hasMissed(facts, (key) => {
      const found = held.get(key);
      return found instanceof BrokenDocument ? 'unreadable' : found?.document;
    });
  }

  compare(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<Comparison> {
    return this.rebuilds.compare(view, facts);
  }

  /** For health: whether the server answers this service. @throws ViewsUnavailable */
  ping(): Promise<void> {
    return this.connection.ping();
  }

  /** What was given is stored; whoever waits is told that the view is behind. */
  async close(): Promise<void> {
    this.closing.abort();
    this.rebuilds.close();
    for (const writer of this.writers.values()) await writer.idle();
    await this.connection.close();
  }

  /**
   * Another process may write what is waited for, and tells nobody: looks again and again, ever less often.
   * @throws ViewBehind after the patience of a reader, or when the store closes.
   */
  private async look<Found>(
    view: AnyView,
    find: () => Promise<Found>,
    isIt: (found: Found) => boolean,
  ): Promise<Found> {
    const { signal } = this.closing;
    const until = performance.now() + this.patience;
    try {
      for (let wait = SHORTEST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
        const found = await find();
        if (isIt(found)) return found;
        if (performance.now() + wait > until) throw new ViewBehind(view.name);
        await sleep(wait, undefined, { signal });
      }
    } catch (error) {
      throw signal.aborted ? new ViewBehind(view.name) : error;
    }
  }

  /**
   * Asks a view's collection, and beside it whether it still is the current one: another process may have switched to one
   * that it has built.
   */
  private async read<Answer>(view: AnyView, question: (open: OpenView) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const known = this.catalogue.known(view);
      const [current, asked] = await Promise.allSettled([this.catalogue.current(view), question(known)]);
      if (current.status === 'rejected') throw current.reason;
      if (!current.value.answers) throw new ViewBehind(view.name);
      if (current.value.table.id !== known.table.id) continue;
      if (asked.status === 'rejected') throw asked.reason;
      return asked.value;
    }
  }
}
