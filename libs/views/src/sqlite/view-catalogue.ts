import type { Database } from '@ekey/sqlite';
import { Projection } from '../projection';
import { indexesOf, refuseNames } from '../view-names';
import type { AnyView } from '../views.port';
import { ViewTable } from './view-table';

interface CatalogueRow {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly indexes: string;
  readonly state: State;
}
/** `live`: readers are answered from it. `next`: a newer version that grows beside it. `scratch`: of a rebuild under way. */
type State = 'live' | 'next' | 'scratch';

/** A view with the table that its facts go to. */
export interface OpenView {
  readonly view: AnyView;
  readonly projection: Projection;
  readonly table: ViewTable;
  /** Whether readers are answered from the table; otherwise an older version still stands beside it. */
  readonly live: boolean;
}

/** Which table holds which version of which view. */
export class ViewCatalogue {
  private readonly opened = new Map<string, OpenView>();
  private readonly sql;

  constructor(private readonly database: Database) {
    this.sql = {
      all: database.prepare('SELECT * FROM view_tables WHERE name = ? ORDER BY id'),
      add: database.prepare('INSERT INTO view_tables (name, version, indexes, state) VALUES (?, ?, ?, ?) RETURNING id'),
      remove: database.prepare('DELETE FROM view_tables WHERE id = ?'),
      makeLive: database.prepare(`UPDATE view_tables SET state = 'live' WHERE id = ?`),
      free: database.prepare('PRAGMA freelist_count'),
      tables: database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?`),
    };
  }

  /** Within a transaction. @throws RangeError for a name that no view may have, or indexes that changed without a version. */
  open(view: AnyView): void {
    refuseNames(view);
    this.opened.get(view.name)?.table.flush();
    this.dropUnfinished(view.name);
    const rows = this.rowsOf(view.name);
    const live = rows.find(({ state }) => state === 'live');
    const own = rows.find(({ version }) => version === view.version);
    if (own === undefined)
      return this.register(view, this.make(view, live === undefined ? 'live' : 'next'), live === undefined);
    if (own.indexes !== indexesOf(view)) throw new RangeError(`the indexes of ${view.name} changed: raise its version`);
    this.register(view, this.tableOf(new Projection(view), own.id), own.state === 'live');
  }

  /** @throws RangeError where it was not opened. */
  get(view: AnyView): OpenView {
    const open = this.find(view);
    if (open === undefined) throw new RangeError(`${view.name} v${view.version} was not opened`);
    return open;
  }

  find(view: AnyView): OpenView | undefined {
    const open = this.opened.get(view.name);
    return open?.view.version === view.version ? open : undefined;
  }

  pending(): readonly AnyView[] {
    return [...this.opened.values()].filter(({ live }) => !live).map(({ view }) => view);
  }

  /** Within a transaction: an empty table to build in. */
  scratch(view: AnyView): ViewTable {
    return this.make(view, 'scratch');
  }

  /** After a transaction that failed: what is open is again what the file says. Within a transaction. */
  reopen(view: AnyView): void {
    this.opened.get(view.name)?.table.flush();
    if (this.opened.delete(view.name)) this.open(view);
  }

  /** Every table that takes facts. */
  *tables(): Iterable<ViewTable> {
    for (const { table } of this.opened.values()) yield table;
  }

  /** Within a transaction: readers and facts go to this table from now on, every other of the view goes. */
  switchTo(view: AnyView, table: ViewTable): void {
    for (const row of this.rowsOf(view.name))
      if (row.id !== table.id) this.discard(this.tableOf(table.projection, row.id));
    this.sql.makeLive.run(table.id);
    this.register(view, table, true);
  }

  /** Within a transaction. */
  discard(table: ViewTable): void {
    this.sql.remove.run(table.id);
    table.drop();
  }

  /** Within a transaction: so many pages that dropped tables have left go back to the disk. @returns whether there are more. */
  giveBack(pages: number): boolean {
    this.database.exec(`PRAGMA incremental_vacuum(${pages})`);
    return (this.sql.free.get() as { freelist_count: number }).freelist_count > 0;
  }

  /** What a kill has left of a rebuild, and what has lost its table. */
  private dropUnfinished(name: string): void {
    for (const row of this.rowsOf(name)) {
      const standing = this.sql.tables.get(`view ${row.name} ${row.id}`) !== undefined;
      if (row.state === 'scratch' || !standing) {
        this.sql.remove.run(row.id);
        this.database.exec(`DROP TABLE IF EXISTS "view ${row.name} ${row.id}"`);
      }
    }
  }

  private register(view: AnyView, table: ViewTable, live: boolean): void {
    this.opened.set(view.name, { view, projection: table.projection, table, live });
  }

  private make(view: AnyView, state: State): ViewTable {
    const { id } = this.sql.add.get(view.name, view.version, indexesOf(view), state) as { id: number };
    const table = this.tableOf(new Projection(view), id);
    table.create();
    return table;
  }

  private tableOf(projection: Projection, id: number): ViewTable {
    return new ViewTable(this.database, projection, id);
  }

  private rowsOf(name: string): readonly CatalogueRow[] {
    return this.sql.all.all(name) as CatalogueRow[];
  }
}
