import { LeastRecentlyUsed, type IndexValue } from '@ekey/kernel';
import { Packing, type Database } from '@ekey/sqlite';
import type { Projection, StoredDocument } from '../projection';
import type { CheckedQuery } from '../query';
import { BrokenDocument } from '../views.port';
import { answeredIs, boundsSql, type SqlWithValues, toColumn } from './view-sql';

type Statement = ReturnType<Database['prepare']>;
export interface DocumentRow {
  readonly key: string;
  /** The document, packed. */
  readonly parts: Uint8Array;
}

const STATEMENTS_KEPT = 100;
const DOCUMENTS_KEPT = 250;

/** The table of one version of one view: a row for each document, a column for each declared index. */
export class ViewTable {
  readonly name: string;
  /** Another one after each document that was held. */
  edition: object = {};
  private readonly recent = new LeastRecentlyUsed<StoredDocument>(DOCUMENTS_KEPT);
  /** Newer than the file. */
  private readonly unwritten = new Map<string, StoredDocument>();
  /** Written in the transaction that is under way, or was last. */
  private written = new Map<string, StoredDocument>();
  private saving: Statement | undefined;
  private readonly statements = new LeastRecentlyUsed<Statement>(STATEMENTS_KEPT);
  private readonly indexNames: readonly string[];
  private readonly packing: Packing;

  constructor(
    private readonly database: Database,
    readonly projection: Projection,
    readonly id: number,
  ) {
    this.name = `"view ${projection.view.name} ${id}"`;
    this.packing = Packing.of(database);
    this.indexNames = Object.keys(projection.view.indexes);
  }

  /**
   * `answered` is 0 where there is nothing to show yet: such a row only remembers how far its sources were heard. The long
   * column stands last, so that searching and sorting by the others never reads it.
   */
  create(): void {
    const columns = this.indexNames.map((index) => `"i ${index}" ANY NOT NULL, `).join('');
    this.database.exec(
      `CREATE TABLE ${this.name} (key TEXT NOT NULL UNIQUE, answered INTEGER NOT NULL, ${columns}parts BLOB NOT NULL) STRICT`,
    );
    for (const index of this.indexNames) {
      this.database.exec(
        `CREATE INDEX "${this.name.slice(1, -1)} ${index}" ON ${this.name} ("i ${index}", key) WHERE ${answeredIs}`,
      );
    }
  }

  drop(): void {
    this.database.exec(`DROP TABLE IF EXISTS ${this.name}`);
  }

  /** The document as it is now. Everybody is given the same: nobody may change it. @throws BrokenDocument */
  load(key: string): StoredDocument | undefined {
    return this.unwritten.get(key) ?? this.recent.get(key) ?? this.read(key);
  }

  /** From now on the document is this one; the file will say so with the next commit. */
  hold(key: string, document: StoredDocument): void {
    this.unwritten.set(key, document);
    this.edition = {};
  }

  get isBehind(): boolean {
    return this.unwritten.size > 0;
  }

  /** Within a transaction. */
  flush(): void {
    this.written = new Map(this.unwritten);
    this.unwritten.clear();
    for (const [key, document] of this.written) this.save(key, document);
  }

  /** The transaction was rolled back. */
  unflush(): void {
    for (const [key, document] of this.written) if (!this.unwritten.has(key)) this.unwritten.set(key, document);
    this.written.clear();
  }

  save(key: string, document: StoredDocument): void {
    const answered = this.projection.answered(document, key);
    const values = this.indexNames.map((index) => toColumn(answered?.indexes[index] ?? null));
    this.saving ??= this.database.prepare(this.savingSql());
    this.saving.run(key, this.packing.pack(document, key), answered === undefined ? 0 : 1, ...values);
    this.recent.set(key, document);
  }

  /** One more than the page holds, where there are more. */
  select(query: CheckedQuery): readonly DocumentRow[] {
    const { orderBy, descending, limit } = query;
    const order = orderBy === undefined ? ['key'] : [`"i ${orderBy}"`, 'key'];
    const { sql, values } = boundsSql(query.bounds, query.after && this.behind(query, order));
    const direction = descending ? ' DESC' : '';
    const statement = this.prepared(
      `SELECT key, parts FROM ${this.name} WHERE ${sql} ORDER BY ${order.map((term) => term + direction).join(', ')} LIMIT ?`,
    );
    return statement.all(...values, limit + 1) as DocumentRow[];
  }

  count(bounds: CheckedQuery['bounds']): number {
    const { sql, values } = boundsSql(bounds);
    return (this.prepared(`SELECT count(*) AS n FROM ${this.name} WHERE ${sql}`).get(...values) as { n: number }).n;
  }

  /** Rows in the order of their keys, behind one of them. */
  rowsAfter(key: string, limit: number): readonly DocumentRow[] {
    const statement = this.prepared(`SELECT * FROM ${this.name} WHERE key > ? ORDER BY key LIMIT ?`);
    return statement.all(key, limit) as DocumentRow[];
  }

  /** The row under a key, with the columns of its indexes. */
  row(key: string): DocumentRow | undefined {
    return this.prepared(`SELECT * FROM ${this.name} WHERE key = ?`).get(key) as DocumentRow | undefined;
  }

  /** @throws BrokenDocument */
  documentOf({ key, parts }: DocumentRow): StoredDocument {
    try {
      return this.packing.unpack(parts, key) as StoredDocument;
    } catch {
      throw new BrokenDocument(this.projection.view.name, key);
    }
  }

  private savingSql(): string {
    const columns = ['parts', 'answered', ...this.indexNames.map((index) => `"i ${index}"`)];
    return `INSERT INTO ${this.name} (key, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
      ON CONFLICT (key) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  }

  private read(key: string): StoredDocument | undefined {
    const row = this.prepared(`SELECT key, parts FROM ${this.name} WHERE key = ?`).get(key) as DocumentRow | undefined;
    if (row === undefined) return undefined;
    const document = this.documentOf(row);
    this.recent.set(key, document);
    return document;
  }

  private behind({ after, descending }: CheckedQuery, order: readonly string[]): SqlWithValues {
    const place: readonly IndexValue[] =
      order.length === 1 ? [after?.key ?? ''] : [after?.value ?? null, after?.key ?? ''];
    const sql = `(${order.join(', ')}) ${descending ? '<' : '>'} (${order.map(() => '?').join(', ')})`;
    return { sql, values: place.map(toColumn) };
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql) ?? this.database.prepare(sql);
    this.statements.set(sql, known);
    return known;
  }
}
