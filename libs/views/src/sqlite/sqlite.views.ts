import { closeDatabase, GroupCommit, type Database } from '@ekey/sqlite';
import type { Fact, Recorded } from '@ekey/kernel';
import { checkConditions, checkQuery } from '../query';
import {
  ViewBehind,
  type AnswerOf,
  type AnyView,
  type AtLeast,
  type Comparison,
  type Page,
  type ViewQuery,
  type ViewStore,
} from '../views.port';
import { WaitingReaders } from '../waiting-readers';
import { ViewCatalogue, type OpenView } from './view-catalogue';
import { ViewRebuild } from './view-rebuild';
import type { ViewTable } from './view-table';
import { openViewsDatabase } from './views-database';

export interface SqliteViewsOptions {
  /** A path or `:memory:`; or what `openViewsDatabase` has opened. Closed with the views. */
  readonly database: string | Database;
  /** How long a reader waits for a revision, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE_MS = 5_000;
const WRITTEN_WITHIN_MS = 500;

/** @throws UnreadableStore naming the file. */
export const openSqliteViews = ({ database, patience = PATIENCE_MS }: SqliteViewsOptions): SqliteViews =>
  new SqliteViews(typeof database === 'string' ? openViewsDatabase(database) : database, patience);

/** The views of one service in one SQLite file. */
export class SqliteViews implements ViewStore {
  private readonly commits: GroupCommit;
  private readonly catalogue: ViewCatalogue;
  private readonly rebuilds: ViewRebuild;
  private readonly waiting = new WaitingReaders();
  /** Tables that are to be searched, and so must be written with the next commit. */
  private readonly searched = new Set<ViewTable>();

  constructor(
    private readonly database: Database,
    private readonly patience: number,
  ) {
    this.commits = GroupCommit.of(database);
    this.catalogue = new ViewCatalogue(database);
    this.rebuilds = new ViewRebuild(this.commits, this.catalogue);
    this.commits.accompany({
      write: (isDue) => this.write((table) => isDue || this.searched.has(table)),
      failed: () => [...this.catalogue.tables()].forEach((table) => table.unflush()),
    });
  }

  async open(views: readonly AnyView[]): Promise<void> {
    await this.commits.enqueue(() => views.forEach((view) => this.catalogue.open(view)));
  }

  /**
   * Readers are answered from it at once. It is written a moment later, many facts of a document as one, and together with
   * the checkpoints that stand for them: what a kill has swallowed is delivered again.
   */
  async apply(view: AnyView, facts: readonly Recorded<Fact>[]): Promise<void> {
    const { projection, table } = this.catalogue.get(view);
    const changed = projection.project(facts, (key) => table.load(key));
    for (const [key, document] of changed) table.hold(key, document);
    this.rebuilds.alsoApplied(view, facts);
    this.waiting.changed(view.name, changed);
    // Where it fails, for a full disk, whoever saves a checkpoint is told.
    if (changed.size > 0) this.commits.within(WRITTEN_WITHIN_MS).catch(() => undefined);
  }

  async get<V extends AnyView>(view: V, key: string, atLeast?: AtLeast): Promise<AnswerOf<V> | null> {
    if (atLeast !== undefined) await this.reach(view, key, atLeast);
    const { projection, table } = this.answering(view);
    const document = table.load(key);
    return document === undefined ? null : (projection.answer(document, key) as AnswerOf<V> | null);
  }

  async find<V extends AnyView>(view: V, query: ViewQuery): Promise<Page<AnswerOf<V>>> {
    const checked = checkQuery(view, query);
    const { table, projection } = await this.searchable(view);
    const rows = table.select(checked);
    const page = rows.slice(0, checked.limit);
    const items = page.map((row) => projection.answer(table.documentOf(row), row.key) as AnswerOf<V>);
    const last = page.at(-1);
    if (rows.length === page.length || last === undefined) return { items };
    const value = checked.orderBy === undefined ? null : projection.indexValue(checked.orderBy, items.at(-1));
    return { items, next: checked.cursor({ value, key: last.key }) };
  }

  edition(view: AnyView): object | undefined {
    const { table, live } = this.catalogue.get(view);
    return live ? table.edition : undefined;
  }

  async count(view: AnyView, where?: ViewQuery['where']): Promise<number> {
    return this.answering(view).table.count(checkConditions(view, where));
  }

  pending(): readonly AnyView[] {
    return this.catalogue.pending();
  }

  async switchTo(view: AnyView): Promise<void> {
    await this.commits.enqueue(() => this.catalogue.switchTo(view, this.catalogue.get(view).table));
  }

  rebuild(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<void> {
    return this.rebuilds.rebuild(view, facts);
  }

  /** There is no other: a file is one process's. */
  async rebuildUnlessAnother(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<boolean> {
    await this.rebuild(view, facts);
    return true;
  }

  async hasMissed(view: AnyView, facts: readonly Recorded[]): Promise<boolean> {
    const { projection, table } = this.catalogue.get(view);
    return projection.hasMissed(facts, (key) => table.load(key));
  }

  compare(view: AnyView, facts: AsyncIterable<readonly Recorded[]>): Promise<Comparison> {
    return this.rebuilds.compare(view, facts);
  }

  /** What was applied is stored; whoever waits is told that the view is behind. Closes the database. */
  async close(): Promise<void> {
    this.waiting.endAll();
    this.commits.close();
    closeDatabase(this.database);
  }

  /** Writes what is held in memory now. */
  flush(): Promise<void> {
    return this.commits.now();
  }

  /** Within a transaction. */
  private write(isWanted: (table: ViewTable) => boolean): void {
    for (const table of this.catalogue.tables()) if (isWanted(table)) table.flush();
    this.searched.clear();
  }

  /** What is searched is the file: its table must not be behind; all others go on gathering what they hold. */
  private async searchable(view: AnyView): Promise<OpenView> {
    const open = this.answering(view);
    if (open.table.isBehind) {
      this.searched.add(open.table);
      await this.commits.enqueue(() => undefined);
    }
    return open;
  }

  private answering(view: AnyView): OpenView {
    const open = this.catalogue.get(view);
    if (!open.live) throw new ViewBehind(view.name);
    return open;
  }

  private async reach(view: AnyView, key: string, atLeast: AtLeast): Promise<void> {
    const look = (): boolean => {
      const { projection, table } = this.answering(view);
      return projection.hasReached(table.load(key), atLeast);
    };
    if (!look() && !(await this.waiting.wait(view.name, key, this.patience, look))) throw new ViewBehind(view.name);
  }
}
